//! 360Learning.
//!
//! - Documentation: <https://360learning.readme.io/docs/security-and-signature-verification>

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// 360Learning.
pub const LEARNING360: Scheme = V1
    .renamed("360learning", "360Learning")
    .documented(
        "360Learning",
        "https://360learning.readme.io/docs/security-and-signature-verification",
        Evidence::VendorDocs,
    );
