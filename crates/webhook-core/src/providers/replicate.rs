//! Replicate: Standard Webhooks; the key is the base64 after the secret's last underscore.
//!
//! - Documentation: <https://replicate.com/docs/topics/webhooks>
//! - `start`, `completed` and the states behind them:
//!   <https://replicate.com/docs/topics/webhooks/setup-webhook>
//! - Checked against the npm package `replicate` 1.4.0.

use super::standard_webhooks::V1;
use crate::scheme::{At, Base64Prefix, Evidence, KeyFormat, Scheme, SecretHint};

/// Replicate.
pub const REPLICATE: Scheme = V1
    .renamed("replicate", "Replicate")
    .documented("Replicate", "https://replicate.com/docs/topics/webhooks", Evidence::VendorSource)
    .key_format(KeyFormat::Base64(Base64Prefix::ThroughLastUnderscore))
    .secret_hints(&[SecretHint::new("r8_", "an API token", "use the default webhook secret (whsec_…) from the API")])
    // The body is the prediction itself: its state tells which event of the filter this is.
    .event_type(&[
        At::JsonState("/status", &["starting"], "start"),
        At::JsonState("/status", &["succeeded", "failed", "canceled"], "completed"),
        At::Json("/status"),
    ]);
