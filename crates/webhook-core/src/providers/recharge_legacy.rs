//! Recharge (without timestamp).
//!
//! - Documentation: <https://docs.getrecharge.com/docs/webhooks-overview#validating-webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, Evidence, Part, Scheme};

/// Recharge (without timestamp).
pub const RECHARGE_LEGACY: Scheme = Scheme::hmac(Algorithm::Sha256, "recharge-legacy", "x-recharge-hmac-sha256")
    .documented(
        "Recharge (without timestamp)",
        "https://docs.getrecharge.com/docs/webhooks-overview#validating-webhooks",
        Evidence::ThirdParty,
    )
    .content(&[Part::Secret, Part::Body])
    .notes(&[
        "A plain hash with the secret in front can be extended by whoever saw one: use recharge where its header is sent.",
    ]);
