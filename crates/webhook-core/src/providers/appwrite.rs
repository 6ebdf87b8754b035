//! Appwrite.
//!
//! - Documentation: <https://appwrite.io/docs/advanced/platform/webhooks>
//! - public code and doc excerpts found by the string X-Appwrite-Webhook-Signature (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{Algorithm, At, Encoding, Evidence, Part, Scheme};

/// Appwrite.
pub const APPWRITE: Scheme = Scheme::hmac(
    Algorithm::HmacSha1,
    "appwrite",
    "x-appwrite-webhook-signature",
)
.documented(
    "Appwrite",
    "https://appwrite.io/docs/advanced/platform/webhooks",
    Evidence::ThirdParty,
)
.encoding(Encoding::Base64)
.content(&[Part::Url, Part::Body])
.event_type(&[At::Header("x-appwrite-webhook-events")]);
