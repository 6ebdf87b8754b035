//! Port.io self-service actions.
//!
//! - Documentation: <https://docs.port.io/actions-and-automations/setup-backend/webhook/signature-verification/>
//! - public code and doc excerpts found by the string x-port-signature (index gives no repository;
//!   several independent ones agree)
//! - GitHub svix/svix-webhooks @4fc0cfb `portIoConfig` model

use crate::scheme::{At, Encoding, Evidence, Grammar, Part, Scheme};

/// Port.io self-service actions.
pub const PORT_IO: Scheme = Scheme::hmac_sha256("port-io", "x-port-signature")
    .documented(
        "Port.io self-service actions",
        "https://docs.port.io/actions-and-automations/setup-backend/webhook/signature-verification/",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::VersionedList { version: "v1" })
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/context/runId")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::Header("x-port-timestamp"));
