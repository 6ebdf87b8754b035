//! Stripe: v1 snapshot events, v2 thin events and Connect, all signed alike.
//!
//! - Signature, tolerance and `whsec_…` as plain text: <https://docs.stripe.com/webhooks#verify-manually>
//! - Retries for up to three days: <https://docs.stripe.com/webhooks#automatic-retries>
//! - Thin events: <https://docs.stripe.com/event-destinations#thin-payload>
//! - Checked against the npm package `stripe` 23.1.0.

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme, SecretHint, Stamped};

const FIX: &str = "use the endpoint's signing secret (whsec_…)";

/// Stripe.
pub const STRIPE: Scheme = Scheme::hmac_sha256("stripe", "stripe-signature")
    .documented(
        "Stripe",
        "https://docs.stripe.com/webhooks#verify-manually",
        Evidence::VendorSource,
    )
    .secret_hints(&[
        SecretHint::new("sk_", "an API key", FIX),
        SecretHint::new("rk_", "a restricted API key", FIX),
        SecretHint::new("pk_", "a publishable API key", FIX),
        SecretHint::new("we_", "an endpoint's id", FIX),
    ])
    // v0 is a test scheme; only v1 counts, whatever else the header holds.
    .grammar(Grammar::Pairs { separator: ',', signature: "v1" })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .stamped(Stamped::PerAttempt)
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")))
    .retry_horizon_secs(3 * 24 * 3600);
