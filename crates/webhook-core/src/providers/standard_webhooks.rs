//! Standard Webhooks v1, the specification that a growing family of providers follows.
//!
//! - Specification 1.0.0: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
//! - Checked against the npm package `standardwebhooks` 1.1.1.
//!
//! v1a (Ed25519) entries beside v1 are skipped; alone they are refused.

use crate::scheme::{
    At, Base64Prefix, Encoding, Evidence, Grammar, Identity, KeyFormat, Part, Scheme, SecretHint,
    Stamped, Statuses,
};

const FIX: &str = "use the endpoint's symmetric signing secret (whsec_…)";

/// The v1 form, without one sender's particulars.
pub(super) const V1: Scheme = Scheme::hmac_sha256("standardwebhooks", "webhook-signature")
    .key_format(KeyFormat::Base64(Base64Prefix::Optional("whsec_")))
    .secret_hints(&[
        SecretHint::new("whpk_", "an Ed25519 public key", FIX),
        SecretHint::new("whsk_", "an Ed25519 signing key", FIX),
    ])
    .grammar(Grammar::VersionedList { version: "v1" })
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("webhook-id")])
    .content(&[
        Part::Id,
        Part::Lit("."),
        Part::Timestamp,
        Part::Lit("."),
        Part::Body,
    ])
    .timestamp(At::Header("webhook-timestamp"))
    .stamped(Stamped::PerAttempt)
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Header("webhook-id")));

/// Standard Webhooks v1; the horizon is the specification's recommended schedule, 75.6 hours.
pub const STANDARD_WEBHOOKS: Scheme = V1
    .documented(
        "Standard Webhooks",
        "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
        Evidence::VendorSource,
    )
    .retry_horizon_secs(272_105)
    .final_statuses(&[Statuses::One(410)]);
