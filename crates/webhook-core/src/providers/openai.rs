//! OpenAI: Standard Webhooks; a secret without `whsec_` keys with its own bytes.
//!
//! - Documentation: <https://platform.openai.com/docs/guides/webhooks>
//! - Checked against the npm package `openai` 6.49.0.

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, KeyFormat, Scheme, SecretHint};

/// OpenAI.
pub const OPENAI: Scheme = V1
    .renamed("openai", "OpenAI")
    .documented(
        "OpenAI",
        "https://platform.openai.com/docs/guides/webhooks",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Base64IfPrefixed("whsec_"))
    .secret_hints(&[SecretHint::new(
        "sk-",
        "an API key",
        "use the webhook's signing secret (whsec_…)",
    )]);
