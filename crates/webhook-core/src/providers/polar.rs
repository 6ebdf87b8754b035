//! Polar: Standard Webhooks keyed with the secret's whole text.
//!
//! - Documentation: <https://polar.sh/docs/integrate/webhooks/delivery>
//! - Checked against the npm package `@polar-sh/sdk` 0.49.0.

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, KeyFormat, Scheme, SecretHint};

/// Polar.
pub const POLAR: Scheme = V1
    .renamed("polar", "Polar")
    .documented(
        "Polar",
        "https://polar.sh/docs/integrate/webhooks/delivery",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Utf8)
    .secret_hints(&[SecretHint::new(
        "polar_oat_",
        "an organization access token",
        "use the webhook endpoint's secret",
    )])
    .response_deadline_secs(10);
