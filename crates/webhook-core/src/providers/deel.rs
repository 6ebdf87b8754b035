//! Deel.
//!
//! - Documentation: <https://developer.deel.com/docs/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Evidence, Part, Scheme};

/// Deel.
pub const DEEL: Scheme = Scheme::hmac_sha256("deel", "x-deel-signature")
    .documented(
        "Deel",
        "https://developer.deel.com/docs/webhooks",
        Evidence::ThirdParty,
    )
    .content(&[Part::Lit("POST"), Part::Body]);
