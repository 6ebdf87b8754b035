//! tawk.to.
//!
//! - Documentation: <https://developer.tawk.to/webhooks/>
//! - public code and doc excerpts found by the string X-Tawk-Signature (index gives no repository;
//!   several independent ones agree)

use crate::scheme::{Algorithm, At, Evidence, Identity, Scheme};

/// tawk.to.
pub const TAWK_TO: Scheme = Scheme::hmac(Algorithm::HmacSha1, "tawk-to", "x-tawk-signature")
    .documented(
        "tawk.to",
        "https://developer.tawk.to/webhooks/",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Header("x-hook-event-id")])
    .event_type(&[At::Json("/event")])
    .identity(Identity::IdAndContent(At::Header("x-hook-event-id"), &[]));
