//! Snyk.
//!
//! - Documentation: <https://docs.snyk.io/developer-tools/snyk-api/using-specific-snyk-apis/webhooks-apis/validation-and-versioning-of-payloads>
//! - <https://docs.snyk.io/snyk-api-info/snyk-webhooks>

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme};

/// Snyk.
pub const SNYK: Scheme = Scheme::hmac_sha256("snyk", "x-hub-signature")
    .documented(
        "Snyk",
        "https://docs.snyk.io/developer-tools/snyk-api/using-specific-snyk-apis/webhooks-apis/validation-and-versioning-of-payloads",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Header("x-snyk-transport-id")])
    .event_type(&[At::Header("x-snyk-event")])
    .identity(Identity::IdAndContent(
        At::Header("x-snyk-transport-id"),
        &[At::Header("x-snyk-event")],
    ));
