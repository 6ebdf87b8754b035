//! Increase: Standard Webhooks keyed with the secret's text.
//!
//! - Documentation: <https://increase.com/documentation/webhooks>
//! - The PyPI package `increase` 0.552.0 increase/resources/events.py (official)

use super::standard_webhooks::V1;
use crate::scheme::{At, Evidence, KeyFormat, Scheme};

/// Increase.
pub const INCREASE: Scheme = V1
    .renamed("increase", "Increase")
    .documented(
        "Increase",
        "https://increase.com/documentation/webhooks",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Utf8)
    .event_type(&[At::Json("/category")])
    .notes(&[
        "The key is the secret's text, as the SDK takes it from its configuration; a key passed to unwrap() it decodes from base64.",
    ]);
