//! Twitch.
//!
//! - Documentation: <https://dev.twitch.tv/docs/eventsub/handling-webhook-events/>
//! - Statuses: <https://dev.twitch.tv/docs/api/reference/#get-eventsub-subscriptions>
//! - The same, `chat_user_banned` among them: GitHub twitch-rs/twitch_api @6f98d0a `src/eventsub/mod.rs`
//! - The npm package `@twurple/eventsub-http` 8.1.4 lib/EventSubHttpBase.js
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{
    At, Challenge, Evidence, Grammar, Handshake, Identity, Part, Reply, Scheme, TimeUnit, When,
};

/// Twitch.
pub const TWITCH: Scheme = Scheme::hmac_sha256("twitch", "twitch-eventsub-message-signature")
    .documented(
        "Twitch",
        "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Header("twitch-eventsub-message-id")])
    .content(&[Part::Id, Part::Timestamp, Part::Body])
    .timestamp(At::Header("twitch-eventsub-message-timestamp"))
    .time_unit(TimeUnit::DateTime)
    .tolerance_secs(600)
    // A revocation has the body of its subscription: its own type is told by the signed status.
    .event_type(&[
        At::JsonState(
            "/subscription/status",
            &[
                "authorization_revoked",
                "beta_maintenance",
                "chat_user_banned",
                "moderator_removed",
                "notification_failures_exceeded",
                "user_removed",
                "version_removed",
            ],
            "revocation",
        ),
        At::Json("/subscription/type"),
    ])
    .identity(Identity::SignedId(At::Header("twitch-eventsub-message-id")))
    .facts(&[
        "twitch-eventsub-message-type",
        "twitch-eventsub-message-retry",
        "twitch-eventsub-subscription-version",
    ])
    .handshakes(&[Handshake {
        when: When::VerifiedMember(
            "/subscription/status",
            "webhook_callback_verification_pending",
        ),
        challenge: Challenge::Token(At::Json("/challenge")),
        reply: Reply::Text,
    }])
    .notes(&[
        "Twitch-Eventsub-Message-Type is not signed; /subscription/type is.",
        "A revoked subscription reaches the handler as the type revocation: forget it, and answer 2xx.",
    ]);
