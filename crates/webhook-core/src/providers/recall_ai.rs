//! Recall.ai.
//!
//! - Documentation: <https://docs.recall.ai/docs/authenticating-requests-from-recallai>
//! - GitHub triggerdotdev/trigger.dev `2026-08-21` internal-packages/webhook-sources/src/registry
//!   (independent catalogue)

use super::standard_webhooks::V1;
use crate::scheme::{At, Evidence, Scheme};

/// Recall.ai.
pub const RECALL_AI: Scheme = V1
    .renamed("recall-ai", "Recall.ai")
    .documented(
        "Recall.ai",
        "https://docs.recall.ai/docs/authenticating-requests-from-recallai",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event")]);
