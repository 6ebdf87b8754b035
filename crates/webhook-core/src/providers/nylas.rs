//! Nylas.
//!
//! - Documentation: <https://developer.nylas.com/docs/v3/notifications/webhooks/>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - The npm package `nylas` 8.4.0 (only extractChallengeParameter, no verifier)

use crate::scheme::{At, Challenge, Evidence, Handshake, Identity, Reply, Scheme, Statuses, When};

/// Nylas.
pub const NYLAS: Scheme = Scheme::hmac_sha256("nylas", "x-nylas-signature")
    .documented(
        "Nylas",
        "https://developer.nylas.com/docs/v3/notifications/webhooks/",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/id")])
    .identity(Identity::SignedId(At::Json("/id")))
    .event_type(&[At::Json("/type")])
    .notes(&[
        "With compression on, the compressed bytes are signed; switch it off, for encoded bodies are refused here.",
    ])
    .handshakes(&[Handshake {
        when: When::Get,
        challenge: Challenge::Token(At::Query("challenge")),
        reply: Reply::Text,
    }])
    .final_statuses(&[
        Statuses::Range(400, 407),
        Statuses::Range(409, 428),
        Statuses::Range(430, 501),
        Statuses::Range(505, 506),
        Statuses::Range(508, 599),
    ]);
