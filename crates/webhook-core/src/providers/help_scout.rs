//! Help Scout.
//!
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/HelpScout/HelpScoutTrigger.node.js

use crate::scheme::{Algorithm, Encoding, Evidence, Scheme};

/// Help Scout.
pub const HELP_SCOUT: Scheme =
    Scheme::hmac(Algorithm::HmacSha1, "help-scout", "x-helpscout-signature")
        .documented(
            "Help Scout",
            "https://www.npmjs.com/package/n8n-nodes-base",
            Evidence::ThirdParty,
        )
        .encoding(Encoding::Base64);
