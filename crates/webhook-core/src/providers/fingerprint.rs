//! Fingerprint.
//!
//! - Documentation: <https://dev.fingerprint.com/docs/webhooks-security>
//! - The npm package `@fingerprintjs/fingerprintjs-pro-server-api` 6.13.1 (official), by its
//!   verdicts

use crate::scheme::{At, Evidence, Grammar, Scheme};

/// Fingerprint.
pub const FINGERPRINT: Scheme = Scheme::hmac_sha256("fingerprint", "fpjs-event-signature")
    .documented(
        "Fingerprint",
        "https://dev.fingerprint.com/docs/webhooks-security",
        Evidence::VendorSource,
    )
    .grammar(Grammar::List {
        separator: ',',
        prefix: "v1=",
    })
    .event_id(&[At::Json("/requestId")])
    .event_type(&[At::Fixed("identification")])
    .notes(&["Every event is an identification."]);
