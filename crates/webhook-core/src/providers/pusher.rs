//! Pusher Channels.
//!
//! - Documentation: <https://pusher.com/docs/channels/server_api/webhooks/>
//! - The npm package `pusher` 5.3.4 lib/webhook.js, lib/token.js (official)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - Retries and deadline: <https://docs.bird.com/pusher/channels/channels/webhooks/channels-webhook-timeouts-and-retries>

use crate::scheme::{At, Batch, Evidence, Scheme};

/// Pusher Channels.
pub const PUSHER: Scheme = Scheme::hmac_sha256("pusher", "x-pusher-signature")
    .documented(
        "Pusher Channels",
        "https://pusher.com/docs/channels/server_api/webhooks/",
        Evidence::VendorSource,
    )
    .event_type(&[At::Json("/events/0/name")])
    .key_id_header("x-pusher-key")
    .facts(&["x-pusher-key"])
    .notes(&[
        "X-Pusher-Key names the application: give its key with Secret::key_id, and no other counts.",
    ])
    .batch(Batch::at("/events").event_type(At::Json("/name")))
    .retry_horizon_secs(5 * 60)
    .response_deadline_secs(4);
