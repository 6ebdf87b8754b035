//! Anthropic: managed-agents webhooks, Standard Webhooks; the event's type stands in `data`.
//!
//! - Documentation: <https://platform.claude.com/docs/en/managed-agents/webhooks>
//! - Checked against the npm package `@anthropic-ai/sdk` 1.12.0.

use super::standard_webhooks::V1;
use crate::scheme::{At, Evidence, Scheme, SecretHint};

/// Anthropic.
pub const ANTHROPIC: Scheme = V1
    .renamed("anthropic", "Anthropic")
    .documented(
        "Anthropic",
        "https://platform.claude.com/docs/en/managed-agents/webhooks",
        Evidence::VendorSource,
    )
    .secret_hints(&[SecretHint::new(
        "sk-ant-",
        "an API key",
        "use the webhook's signing secret (whsec_…)",
    )])
    .event_type(&[At::Json("/data/type"), At::Json("/type")]);
