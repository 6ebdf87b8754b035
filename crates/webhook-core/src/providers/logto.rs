//! Logto.
//!
//! - Documentation: <https://docs.logto.io/developers/webhooks>
//! - public code and doc excerpts found by the string logto-signature-sha-256 (sender code among
//!   the excerpts) (index gives no repository; several independent ones agree)

use crate::scheme::{At, Evidence, Scheme};

/// Logto.
pub const LOGTO: Scheme = Scheme::hmac_sha256("logto", "logto-signature-sha-256")
    .documented(
        "Logto",
        "https://docs.logto.io/developers/webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event")])
    .response_deadline_secs(10);
