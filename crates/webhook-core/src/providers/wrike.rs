//! Wrike.
//!
//! - Documentation: <https://developers.wrike.com/webhooks/>
//! - public code and doc excerpts found by the string WRIKE_WEBHOOK_SECRET with x-hook-signature
//!   (index gives no repository; several independent ones agree)

use crate::scheme::{At, Batch, Evidence, Scheme};

/// Wrike.
pub const WRIKE: Scheme = Scheme::hmac_sha256("wrike", "x-hook-signature")
    .documented(
        "Wrike",
        "https://developers.wrike.com/webhooks/",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/0/eventType")])
    .notes(&["The body is an array of events."])
    .batch(Batch::at("").event_type(At::Json("/eventType")));
