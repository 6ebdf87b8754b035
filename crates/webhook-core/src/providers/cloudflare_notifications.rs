//! Cloudflare Notifications.
//!
//! - Documentation: <https://developers.cloudflare.com/notifications/get-started/configure-webhooks/>
//! - cloudflare/cloudflare-docs src/content/docs/notifications/get-started/configure-webhooks.mdx

use crate::scheme::{At, Evidence, Scheme};

/// Cloudflare Notifications.
pub const CLOUDFLARE_NOTIFICATIONS: Scheme =
    Scheme::token("cloudflare-notifications", "cf-webhook-auth")
        .documented(
            "Cloudflare Notifications",
            "https://developers.cloudflare.com/notifications/get-started/configure-webhooks/",
            Evidence::VendorSource,
        )
        .event_type(&[At::Json("/alert_type")])
        .notes(&["Save and Test sends {\"text\": …} only."]);
