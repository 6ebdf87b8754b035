//! Adyen Balance Platform / Management webhooks.
//!
//! - Documentation: <https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures>
//! - The npm package `@adyen/api-library` 32.1.0 hmacValidator.validateHMACSignature +
//!   tools/hmac/calculateHmacPlatform.js (official)

use crate::scheme::{At, Encoding, Evidence, KeyFormat, Scheme};

/// Adyen Balance Platform / Management webhooks.
pub const ADYEN_PLATFORM: Scheme = Scheme::hmac_sha256("adyen-platform", "hmacsignature")
    .documented(
        "Adyen Balance Platform / Management webhooks",
        "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::Hex)
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/type")]);
