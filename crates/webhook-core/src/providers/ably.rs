//! Ably.
//!
//! - Documentation: <https://ably.com/docs/platform/integrations/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Encoding, Evidence, Scheme};

/// Ably.
pub const ABLY: Scheme = Scheme::hmac_sha256("ably", "x-ably-signature")
    .documented(
        "Ably",
        "https://ably.com/docs/platform/integrations/webhooks",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64);
