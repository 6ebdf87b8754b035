//! Render.
//!
//! - Documentation: <https://render.com/docs/webhooks>
//! - render.com/docs/webhooks (top part)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// Render.
pub const RENDER: Scheme = V1
    .renamed("render", "Render")
    .documented(
        "Render",
        "https://render.com/docs/webhooks",
        Evidence::VendorDocs,
    )
    .notes(&["A thin payload: fetch the details from the API."])
    .response_deadline_secs(15);
