//! Asana.
//!
//! - Documentation: <https://developers.asana.com/docs/webhooks-guide>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Asana/AsanaTriggerHelpers.js
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Batch, Challenge, Evidence, Handshake, Reply, Scheme, Statuses, When};

/// Asana.
pub const ASANA: Scheme = Scheme::hmac_sha256("asana", "x-hook-signature")
    .documented(
        "Asana",
        "https://developers.asana.com/docs/webhooks-guide",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/events/0/action")])
    .notes(&[
        "The secret comes in the first request, in X-Hook-Secret; a secret sink keeps it.",
        "A body without events is a heartbeat; 410 unsubscribes.",
    ])
    .response_deadline_secs(10)
    .batch(Batch::at("/events").event_type(At::Json("/action")))
    .handshakes(&[Handshake {
        when: When::FirstUse,
        challenge: Challenge::Token(At::Header("x-hook-secret")),
        reply: Reply::Header("x-hook-secret"),
    }])
    .retry_horizon_secs(24 * 3600)
    .final_statuses(&[Statuses::One(410)]);
