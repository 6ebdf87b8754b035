//! 360Learning.
//!
//! - Documentation: <https://360learning.readme.io/docs/security-and-signature-verification>
//! - Retries, 15 seconds to answer: <https://360learning.readme.io/docs/retry-logic>

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// 360Learning.
pub const LEARNING360: Scheme = V1
    .renamed("360learning", "360Learning")
    .documented(
        "360Learning",
        "https://360learning.readme.io/docs/security-and-signature-verification",
        Evidence::VendorDocs,
    )
    .retry_horizon_secs(99_305)
    .response_deadline_secs(15);
