//! Checkly.
//!
//! - Documentation: <https://www.checklyhq.com/docs/integrations/alerts/webhooks/>
//! - public code and doc excerpts found by the string x-checkly-signature (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{Evidence, Scheme};

/// Checkly.
pub const CHECKLY: Scheme = Scheme::hmac_sha256("checkly", "x-checkly-signature").documented(
    "Checkly",
    "https://www.checklyhq.com/docs/integrations/alerts/webhooks/",
    Evidence::ThirdParty,
);
