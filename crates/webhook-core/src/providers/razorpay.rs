//! Razorpay.
//!
//! - Documentation: <https://razorpay.com/docs/webhooks/validate-test/>
//! - The npm package `razorpay` 2.9.8 dist/utils/razorpay-utils.js (official)
//! - <https://razorpay.com/docs/webhooks/best-practices>

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Razorpay.
pub const RAZORPAY: Scheme = Scheme::hmac_sha256("razorpay", "x-razorpay-signature")
    .documented(
        "Razorpay",
        "https://razorpay.com/docs/webhooks/validate-test/",
        Evidence::VendorSource,
    )
    .event_id(&[At::Header("x-razorpay-event-id")])
    .event_type(&[At::Json("/event")])
    .identity(Identity::IdAndContent(
        At::Header("x-razorpay-event-id"),
        &[],
    ))
    .notes(&[
        "After a change of secret, retries of older events are still signed with the old one.",
    ])
    .retry_horizon_secs(24 * 3600);
