//! Nango.
//!
//! - Documentation: <https://nango.dev/docs/guides/webhooks/webhooks-from-nango>
//! - The npm package `@nangohq/node` 0.71.10 dist/index.js verifyIncomingWebhookRequest (official)

use crate::scheme::{At, Evidence, Scheme};

/// Nango.
pub const NANGO: Scheme = Scheme::hmac_sha256("nango", "x-nango-hmac-sha256")
    .documented(
        "Nango",
        "https://nango.dev/docs/guides/webhooks/webhooks-from-nango",
        Evidence::VendorSource,
    )
    .event_type(&[At::Json("/type")]);
