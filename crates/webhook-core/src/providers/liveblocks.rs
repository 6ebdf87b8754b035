//! Liveblocks: Standard Webhooks; the secret always starts with `whsec_`.
//!
//! - Documentation: <https://liveblocks.io/docs/platform/webhooks>
//! - Checked against the npm package `@liveblocks/node` 3.24.2.

use super::standard_webhooks::V1;
use crate::scheme::{Base64Prefix, Evidence, KeyFormat, Scheme, SecretHint};

const FIX: &str = "use the webhook endpoint's signing secret (whsec_…)";

/// Liveblocks.
pub const LIVEBLOCKS: Scheme = V1
    .renamed("liveblocks", "Liveblocks")
    .documented(
        "Liveblocks",
        "https://liveblocks.io/docs/platform/webhooks",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Base64(Base64Prefix::Required("whsec_")))
    .secret_hints(&[
        SecretHint::new("sk_", "a secret API key", FIX),
        SecretHint::new("pk_", "a public API key", FIX),
    ]);
