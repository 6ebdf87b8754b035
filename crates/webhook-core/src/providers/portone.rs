//! PortOne.
//!
//! - Documentation: <https://developers.portone.io/opi/ko/integration/webhook/readme-v2>
//! - The npm package `@portone/server-sdk` 0.19.0 dist/webhook.mjs (official)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// PortOne.
pub const PORTONE: Scheme = V1.renamed("portone", "PortOne").documented(
    "PortOne",
    "https://developers.portone.io/opi/ko/integration/webhook/readme-v2",
    Evidence::VendorSource,
);
