//! Recharge.
//!
//! - Documentation: <https://docs.getrecharge.com/docs/webhooks-overview#validating-webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// Recharge.
pub const RECHARGE: Scheme = Scheme::hmac_sha256("recharge", "x-recharge-webhook-signature")
    .documented(
        "Recharge",
        "https://docs.getrecharge.com/docs/webhooks-overview#validating-webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .tolerance_secs(172800)
    .notes(&["The window of the provider is 48 hours."])
    .response_deadline_secs(5)
    .retry_horizon_secs(48 * 3600);
