//! Cal.com.
//!
//! - Documentation: <https://cal.com/docs/core-features/webhooks>
//! - The npm package `nuxt-webhook-validators` 0.2.12 validators/calcom.post.js
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Cal/CalTriggerHelpers.js
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Scheme};

/// Cal.com.
pub const CAL_COM: Scheme = Scheme::hmac_sha256("cal-com", "x-cal-signature-256")
    .documented(
        "Cal.com",
        "https://cal.com/docs/core-features/webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/triggerEvent")]);
