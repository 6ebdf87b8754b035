//! Squarespace.
//!
//! - Documentation: <https://developers.squarespace.com/webhooks/overview>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Evidence, KeyFormat, Scheme};

/// Squarespace.
pub const SQUARESPACE: Scheme = Scheme::hmac_sha256("squarespace", "squarespace-signature")
    .documented(
        "Squarespace",
        "https://developers.squarespace.com/webhooks/overview",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::Hex);
