//! Unit.
//!
//! - Documentation: <https://www.unit.co/docs/api/webhooks/>
//! - The npm package `@unit-finance/unit-node-sdk` 0.41.0 dist/resources/webhooks.js (official)

use crate::scheme::{Algorithm, Encoding, Evidence, Scheme};

/// Unit.
pub const UNIT: Scheme = Scheme::hmac(Algorithm::HmacSha1, "unit", "x-unit-signature")
    .documented(
        "Unit",
        "https://www.unit.co/docs/api/webhooks/",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64);
