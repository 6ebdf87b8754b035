//! Chargebee.
//!
//! - Documentation: <https://www.chargebee.com/docs/2.0/events_and_webhooks.html>
//! - The npm package `chargebee` 3.33.0 esm/resources/webhook/handler.js (official)

use crate::scheme::{At, Evidence, Scheme};

/// Chargebee.
pub const CHARGEBEE: Scheme = Scheme::basic("chargebee")
    .documented(
        "Chargebee",
        "https://www.chargebee.com/docs/2.0/events_and_webhooks.html",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/event_type")])
    .notes(&["Choose JSON and Basic authentication in the settings."]);
