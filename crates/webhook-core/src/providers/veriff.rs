//! Veriff.
//!
//! - public code and doc excerpts found by the string X-HMAC-SIGNATURE with VERIFF_WEBHOOK_SECRET
//!   (index gives no repository; several independent ones agree)
//! - GitHub svix/svix-webhooks @4fc0cfb `veriffConfig` model

use crate::scheme::{Evidence, Scheme};

/// Veriff.
pub const VERIFF: Scheme = Scheme::hmac_sha256("veriff", "x-hmac-signature").documented(
    "Veriff",
    "https://github.com/svix/svix-webhooks/blob/4fc0cfb/veriffConfig",
    Evidence::ThirdParty,
);
