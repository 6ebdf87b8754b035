//! Sinch (Numbers).
//!
//! - Documentation: <https://developers.sinch.com/docs/numbers/api-reference/numbers/callbacks>
//! - PyPI sinch 2.3.0 (official)

use crate::scheme::{Algorithm, At, Evidence, Identity, Scheme};

/// Sinch (Numbers).
pub const SINCH_NUMBERS: Scheme =
    Scheme::hmac(Algorithm::HmacSha1, "sinch-numbers", "x-sinch-signature")
        .documented(
            "Sinch (Numbers)",
            "https://developers.sinch.com/docs/numbers/api-reference/numbers/callbacks",
            Evidence::VendorSource,
        )
        .event_id(&[At::Json("/eventId")])
        .event_type(&[At::Json("/eventType")])
        .identity(Identity::SignedId(At::Json("/eventId")));
