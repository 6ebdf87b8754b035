//! Paddle.
//!
//! - Documentation: <https://developer.paddle.com/webhooks/signature-verification>
//! - The npm package `@paddle/paddle-node-sdk` 3.10.0 notifications/helpers/webhooks-validator.js
//!   (official)
//! - <https://developer.paddle.com/webhooks/respond-to-webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme};

/// Paddle.
pub const PADDLE: Scheme = Scheme::hmac_sha256("paddle", "paddle-signature")
    .documented(
        "Paddle",
        "https://developer.paddle.com/webhooks/signature-verification",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Pairs {
        separator: ';',
        signature: "h1",
    })
    .event_id(&[At::Json("/event_id")])
    .content(&[Part::Timestamp, Part::Lit(":"), Part::Body])
    // The SDK takes 5 s; the default leaves room for queues and clock skew, and deduplication stops
    // a replay.
    .timestamp(At::InSignature("ts"))
    .event_type(&[At::Json("/event_type")])
    .identity(Identity::SignedId(At::Json("/event_id")))
    .notes(&["The secret (pdl_ntfset_…) is used as it is."])
    .retry_horizon_secs(3 * 24 * 3600)
    .response_deadline_secs(5);
