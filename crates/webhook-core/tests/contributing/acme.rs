//! Acme: orders and shipments.
//!
//! - Signature: <https://docs.acme.example/webhooks/signatures>
//! - Checked against the npm package `@acme/sdk` 4.2.0.

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme, SecretHint};

/// Acme.
pub const ACME: Scheme = Scheme::hmac_sha256("acme", "acme-signature")
    .documented(
        "Acme",
        "https://docs.acme.example/webhooks/signatures",
        Evidence::VendorSource,
    )
    .secret_hints(&[SecretHint::new(
        "ak_",
        "an API key",
        "use the endpoint's signing secret",
    )])
    // acme-signature: t=1700000000,v1=<hex>
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    // The id is in the signed body, and a retry repeats it.
    .identity(Identity::SignedId(At::Json("/id")))
    .retry_horizon_secs(24 * 3600)
    .response_deadline_secs(10);
