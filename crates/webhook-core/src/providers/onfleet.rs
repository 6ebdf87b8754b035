//! Onfleet.
//!
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Onfleet/OnfleetTriggerHelpers.js
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - Retries and 200: <https://docs.onfleet.com/reference/retry.md>

use crate::scheme::{Algorithm, Evidence, KeyFormat, Scheme, SuccessAnswer};

/// Onfleet.
pub const ONFLEET: Scheme = Scheme::hmac(Algorithm::HmacSha512, "onfleet", "x-onfleet-signature")
    .documented(
        "Onfleet",
        "https://www.npmjs.com/package/n8n-nodes-base",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::Hex)
    .retry_horizon_secs(24 * 3600)
    .success_answer(SuccessAnswer::Status(200));
