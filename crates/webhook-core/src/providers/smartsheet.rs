//! Smartsheet.
//!
//! - Documentation: <https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-callbacks>
//! - Hexadecimal by independent receivers found in public code

use crate::scheme::{At, Batch, Challenge, Evidence, Handshake, Reply, Scheme, When};

/// Smartsheet.
pub const SMARTSHEET: Scheme = Scheme::hmac_sha256("smartsheet", "smartsheet-hmac-sha256")
    .documented(
        "Smartsheet",
        "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-callbacks",
        Evidence::ThirdParty,
    )
    .batch(Batch::at("/events").event_type(At::Json("/eventType")))
    .handshakes(&[Handshake {
        when: When::Post,
        challenge: Challenge::Token(At::Header("smartsheet-hook-challenge")),
        reply: Reply::HeaderAndJson("smartsheet-hook-response", "smartsheetHookResponse"),
    }])
    .notes(&["The secret is the webhook's sharedSecret."]);
