//! OpenClaw.
//!
//! - Documentation: <https://docs.openclaw.ai/automation/webhook>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub svix/svix-webhooks @4fc0cfb `openClawConfig` model

use crate::scheme::{Evidence, Scheme};

/// OpenClaw.
pub const OPENCLAW: Scheme = Scheme::token("openclaw", "x-openclaw-token").documented(
    "OpenClaw",
    "https://docs.openclaw.ai/automation/webhook",
    Evidence::ThirdParty,
);
