//! Monnify.
//!
//! - Documentation: <https://developers.monnify.com/docs/webhooks>
//! - public code and doc excerpts found by the string monnify-signature (index gives no repository;
//!   several independent ones agree)

use crate::scheme::{Algorithm, At, Evidence, Scheme};

/// Monnify.
pub const MONNIFY: Scheme = Scheme::hmac(Algorithm::HmacSha512, "monnify", "monnify-signature")
    .documented(
        "Monnify",
        "https://developers.monnify.com/docs/webhooks",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/eventData/transactionReference")])
    .event_type(&[At::Json("/eventType")]);
