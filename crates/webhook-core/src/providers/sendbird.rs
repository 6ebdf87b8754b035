//! Sendbird.
//!
//! - Documentation: <https://sendbird.com/docs/chat/platform-api/v3/webhook/webhook-overview>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Scheme};

/// Sendbird.
pub const SENDBIRD: Scheme = Scheme::hmac_sha256("sendbird", "x-sendbird-signature")
    .documented(
        "Sendbird",
        "https://sendbird.com/docs/chat/platform-api/v3/webhook/webhook-overview",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/category")]);
