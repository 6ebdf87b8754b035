//! TransFi.
//!
//! - Documentation: <https://docs.transfi.com/docs/webhook-signature>
//! - Retries and 200: docs.transfi.com, webhook retry

use crate::scheme::{Evidence, Scheme, SuccessAnswer};

/// TransFi.
pub const TRANSFI: Scheme = Scheme::hmac_sha256("transfi", "x-transfi-hmac-hash")
    .documented(
        "TransFi",
        "https://docs.transfi.com/docs/webhook-signature",
        Evidence::VendorDocs,
    )
    .retry_horizon_secs(2 * 3600)
    .success_answer(SuccessAnswer::Status(200));
