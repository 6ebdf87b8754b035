//! Workable.
//!
//! - Documentation: <https://workable.readme.io/reference/webhooks>
//! - public code and doc excerpts found by the string X-Workable-Signature (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{At, Evidence, Scheme};

/// Workable.
pub const WORKABLE: Scheme = Scheme::hmac_sha256("workable", "x-workable-signature")
    .documented(
        "Workable",
        "https://workable.readme.io/reference/webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event_type")]);
