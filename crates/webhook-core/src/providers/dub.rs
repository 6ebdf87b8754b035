//! Dub.
//!
//! - Documentation: <https://dub.co/docs/concepts/webhooks/introduction>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Evidence, Scheme};

/// Dub.
pub const DUB: Scheme = Scheme::hmac_sha256("dub", "dub-signature").documented(
    "Dub",
    "https://dub.co/docs/concepts/webhooks/introduction",
    Evidence::ThirdParty,
);
