//! Modern Treasury.
//!
//! - Documentation: <https://docs.moderntreasury.com/platform/reference/webhooks>
//! - The npm package `modern-treasury` 3.3.0 src/resources/webhooks.ts (official)

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Modern Treasury.
pub const MODERN_TREASURY: Scheme = Scheme::hmac_sha256("modern-treasury", "x-signature")
    .documented(
        "Modern Treasury",
        "https://docs.moderntreasury.com/platform/reference/webhooks",
        Evidence::VendorSource,
    )
    .event_id(&[At::Header("x-webhook-id")])
    .event_type(&[At::Header("x-topic")])
    .identity(Identity::IdAndContent(
        At::Header("x-webhook-id"),
        &[At::Header("x-topic")],
    ));
