//! Honeycomb triggers.
//!
//! - Documentation: <https://docs.honeycomb.io/notify/alert/triggers/>
//! - public code and doc excerpts found by the string X-Honeycomb-Webhook-Token (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{At, Evidence, Scheme};

/// Honeycomb triggers.
pub const HONEYCOMB: Scheme = Scheme::token("honeycomb", "x-honeycomb-webhook-token")
    .documented(
        "Honeycomb triggers",
        "https://docs.honeycomb.io/notify/alert/triggers/",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/status")]);
