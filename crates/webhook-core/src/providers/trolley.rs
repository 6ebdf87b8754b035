//! Trolley.
//!
//! - Documentation: <https://developers.trolley.com/>
//! - public code and doc excerpts found by the string X-PaymentRails-Signature (index gives no
//!   repository; several independent ones agree)
//! - The npm package `trolleyhq` 1.2.0 (API client only, no verifier)

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme};

/// Trolley.
pub const TROLLEY: Scheme = Scheme::hmac_sha256("trolley", "x-paymentrails-signature")
    .documented(
        "Trolley",
        "https://developers.trolley.com/",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .event_id(&[At::Header("x-paymentrails-delivery")])
    .content(&[Part::Timestamp, Part::Body])
    .timestamp(At::InSignature("t"))
    .event_type(&[At::Json("/model")])
    .identity(Identity::IdAndContent(
        At::Header("x-paymentrails-delivery"),
        &[],
    ));
