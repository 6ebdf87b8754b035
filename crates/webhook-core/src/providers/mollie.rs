//! Mollie.
//!
//! - Documentation: <https://docs.mollie.com/reference/webhooks-best-practices>
//! - <https://docs.mollie.com/reference/webhooks-best-practices.md>
//! - <https://docs.mollie.com/reference/webhooks-new.md>

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme};

/// Mollie.
pub const MOLLIE: Scheme = Scheme::hmac_sha256("mollie", "x-mollie-signature")
    .documented(
        "Mollie",
        "https://docs.mollie.com/reference/webhooks-best-practices",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&["Classic webhooks are unsigned: they carry an id to be fetched."]);
