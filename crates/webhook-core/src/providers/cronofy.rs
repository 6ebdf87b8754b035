//! Cronofy.
//!
//! - Documentation: <https://docs.cronofy.com/developers/push-notifications/>
//! - The npm package `cronofy` 3.8.4 src/index.js hmacValid (official)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Encoding, Evidence, Grammar, Scheme};

/// Cronofy.
pub const CRONOFY: Scheme = Scheme::hmac_sha256("cronofy", "cronofy-hmac-sha256")
    .documented(
        "Cronofy",
        "https://docs.cronofy.com/developers/push-notifications/",
        Evidence::VendorSource,
    )
    .grammar(Grammar::List {
        separator: ',',
        prefix: "",
    })
    .encoding(Encoding::Base64);
