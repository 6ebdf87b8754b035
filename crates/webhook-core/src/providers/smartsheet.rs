//! Smartsheet.
//!
//! - Documentation: <https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-callbacks>
//! - Hexadecimal by independent receivers found in public code

use crate::scheme::{At, Batch, Evidence, Scheme};

/// Smartsheet.
pub const SMARTSHEET: Scheme = Scheme::hmac_sha256("smartsheet", "smartsheet-hmac-sha256")
    .documented(
        "Smartsheet",
        "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-callbacks",
        Evidence::ThirdParty,
    )
    .batch(Batch::at("/events").event_type(At::Json("/eventType")))
    .notes(&["The secret is the webhook's sharedSecret."]);
