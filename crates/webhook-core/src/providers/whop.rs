//! Whop: Standard Webhooks keyed with the secret's text.
//!
//! - Documentation: <https://docs.whop.com/developer/guides/webhooks>: the SDK gets `btoa(secret)`
//! - The npm package `@whop/sdk` 0.0.42 src/resources/webhooks.ts (official)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, KeyFormat, Scheme};

/// Whop.
pub const WHOP: Scheme = V1
    .renamed("whop", "Whop")
    .documented(
        "Whop",
        "https://docs.whop.com/developer/guides/webhooks",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Utf8);
