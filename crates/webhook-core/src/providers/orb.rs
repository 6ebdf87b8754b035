//! Orb.
//!
//! - Documentation: <https://docs.withorb.com/integrations-and-exports/webhooks>
//! - The npm package `orb-billing` 6.11.0 src/resources/webhooks.ts (official)
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme, TimeUnit};

/// Orb.
pub const ORB: Scheme = Scheme::hmac_sha256("orb", "x-orb-signature")
    .documented(
        "Orb",
        "https://docs.withorb.com/integrations-and-exports/webhooks",
        Evidence::VendorSource,
    )
    .grammar(Grammar::List {
        separator: ' ',
        prefix: "v1=",
    })
    .event_id(&[At::Json("/id")])
    .content(&[
        Part::Lit("v1:"),
        Part::Timestamp,
        Part::Lit(":"),
        Part::Body,
    ])
    .timestamp(At::Header("x-orb-timestamp"))
    .time_unit(TimeUnit::DateTime)
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")));
