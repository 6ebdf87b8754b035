//! Standard Webhooks v1a: the specification's asymmetric form.
//!
//! - Specification 1.0.0: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
//!
//! v1 entries beside v1a are skipped; alone they are refused.

use super::standard_webhooks::V1;
use crate::scheme::{
    Algorithm, Base64Prefix, Evidence, Grammar, KeyFormat, Scheme, SecretHint, Statuses,
};

const FIX: &str = "use the endpoint's public key (whpk_…)";

/// Standard Webhooks v1a, Ed25519.
pub const STANDARD_WEBHOOKS_V1A: Scheme = V1
    .renamed("standardwebhooks-v1a", "Standard Webhooks v1a")
    .documented(
        "Standard Webhooks v1a",
        "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
        Evidence::VendorSource,
    )
    .signed_with(Algorithm::Ed25519)
    .key_format(KeyFormat::Base64(Base64Prefix::Required("whpk_")))
    .secret_hints(&[
        SecretHint::new("whsec_", "a symmetric secret", FIX),
        SecretHint::new("whsk_", "the sender's signing key", FIX),
    ])
    .grammar(Grammar::VersionedList { version: "v1a" })
    .retry_horizon_secs(272_105)
    .final_statuses(&[Statuses::One(410)]);
