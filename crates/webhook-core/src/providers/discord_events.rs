//! Discord webhook events.
//!
//! - Documentation: <https://discord.com/developers/docs/events/webhook-events>
//! - discord/discord-api-docs developers/events/webhook-events.mdx
//! - The npm package `discord-interactions` 4.4.0 (official)

use crate::scheme::{
    Algorithm, At, Challenge, Evidence, Handshake, KeyFormat, Part, Reply, Scheme, SuccessAnswer,
    When,
};

/// Discord webhook events.
pub const DISCORD_EVENTS: Scheme =
    Scheme::hmac(Algorithm::Ed25519, "discord-events", "x-signature-ed25519")
        .documented(
            "Discord webhook events",
            "https://discord.com/developers/docs/events/webhook-events",
            Evidence::VendorSource,
        )
        .key_format(KeyFormat::Hex)
        .content(&[Part::Timestamp, Part::Body])
        .timestamp(At::Header("x-signature-timestamp"))
        .event_type(&[At::Json("/event/type")])
        .notes(&[
            "Discord probes with bad signatures and removes an endpoint that does not answer 401.",
        ])
        .handshakes(&[Handshake {
            when: When::VerifiedMember("/type", "0"),
            challenge: Challenge::None,
            reply: Reply::Fixed {
                status: 204,
                body: "",
            },
        }])
        .response_deadline_secs(3)
        .retry_horizon_secs(10 * 60)
        .success_answer(SuccessAnswer::Status(204));
