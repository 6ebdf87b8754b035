//! Google Gemini API.
//!
//! - Documentation: <https://ai.google.dev/gemini-api/docs/webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// Google Gemini API.
pub const GEMINI: Scheme = V1
    .renamed("gemini", "Google Gemini API")
    .documented(
        "Google Gemini API",
        "https://ai.google.dev/gemini-api/docs/webhooks",
        Evidence::ThirdParty,
    )
    .retry_horizon_secs(24 * 3600);
