//! ClickUp.
//!
//! - Documentation: <https://developer.clickup.com/docs/webhooksignature>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/ClickUp/ClickUpTrigger.node.js
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Scheme};

/// ClickUp.
pub const CLICKUP: Scheme = Scheme::hmac_sha256("clickup", "x-signature")
    .documented(
        "ClickUp",
        "https://developer.clickup.com/docs/webhooksignature",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event")]);
