//! Uploadcare.
//!
//! - Documentation: <https://uploadcare.com/docs/webhooks/>
//! - Uploadcare Ruby SDK README (vendor; read through the file index)

use crate::scheme::{Evidence, Grammar, Scheme};

/// Uploadcare.
pub const UPLOADCARE: Scheme = Scheme::hmac_sha256("uploadcare", "x-uc-signature")
    .documented(
        "Uploadcare",
        "https://uploadcare.com/docs/webhooks/",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "v1=" });
