//! TransFi.
//!
//! - Documentation: <https://docs.transfi.com/docs/webhook-signature>

use crate::scheme::{Evidence, Scheme};

/// TransFi.
pub const TRANSFI: Scheme = Scheme::hmac_sha256("transfi", "x-transfi-hmac-hash")
    .documented("TransFi", "https://docs.transfi.com/docs/webhook-signature", Evidence::VendorDocs);
