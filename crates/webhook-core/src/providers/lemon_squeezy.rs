//! Lemon Squeezy.
//!
//! - Documentation: <https://docs.lemonsqueezy.com/help/webhooks/signing-requests>
//! - <https://docs.lemonsqueezy.com/help/webhooks/webhook-requests>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - The npm package `@hookflo/tern` 4.1.0 platforms/algorithms.js

use crate::scheme::{At, Evidence, Scheme};

/// Lemon Squeezy.
pub const LEMON_SQUEEZY: Scheme = Scheme::hmac_sha256("lemon-squeezy", "x-signature")
    .documented(
        "Lemon Squeezy",
        "https://docs.lemonsqueezy.com/help/webhooks/signing-requests",
        Evidence::VendorDocs,
    )
    .event_type(&[At::Json("/meta/event_name"), At::Header("x-event-name")])
    .notes(&["There is no delivery id and no timestamp."])
    .retry_horizon_secs(155);
