//! npm: hooks of its registry.
//!
//! - The npm package `npm-hook-receiver` 1.0.0 index.js (official)

use crate::scheme::{At, Evidence, Grammar, Scheme};

/// npm hooks.
pub const NPM: Scheme = Scheme::hmac_sha256("npm", "x-npm-signature")
    .documented(
        "npm hooks",
        "https://github.com/npm/npm-hook-receiver",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_type(&[At::Json("/event")]);
