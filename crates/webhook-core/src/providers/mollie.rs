//! Mollie.
//!
//! - Documentation: <https://docs.mollie.com/reference/webhooks-best-practices>
//! - <https://docs.mollie.com/reference/webhooks-best-practices.md>
//! - <https://docs.mollie.com/reference/webhooks-new.md>
//! - The npm package `mollie-api-typescript` 1.12.28 (official), which judged the vectors

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme};

/// Mollie.
pub const MOLLIE: Scheme = Scheme::hmac_sha256("mollie", "x-mollie-signature")
    .documented(
        "Mollie",
        "https://docs.mollie.com/reference/webhooks-best-practices",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&["Classic webhooks are unsigned: they carry an id to be fetched."]);
