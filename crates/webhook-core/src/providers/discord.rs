//! Discord interactions.
//!
//! - Documentation: <https://discord.com/developers/docs/interactions/overview>
//! - The npm package `discord-interactions` 4.4.0 (official)
//! - discord/discord-api-docs developers/interactions/overview.mdx (2026-08)
//! - Three seconds to answer: <https://docs.discord.com/developers/interactions/receiving-and-responding>

use crate::scheme::{
    Algorithm, At, Challenge, Evidence, Handshake, KeyFormat, Part, Reply, Scheme, SecretHint,
    SuccessAnswer, When,
};

const FIX: &str = "use the application's Public Key, from its General Information page";

/// Discord interactions.
pub const DISCORD: Scheme = Scheme::hmac(Algorithm::Ed25519, "discord", "x-signature-ed25519")
    .documented(
        "Discord interactions",
        "https://discord.com/developers/docs/interactions/overview",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/id")])
    .secret_hints(&[SecretHint::new("Bot ", "a bot token", FIX)])
    .key_format(KeyFormat::Hex)
    .content(&[Part::Timestamp, Part::Body])
    .timestamp(At::Header("x-signature-timestamp"))
    .event_type(&[At::Json("/type")])
    .notes(&[
        "Discord probes with bad signatures and removes an endpoint that does not answer 401.",
        "The answer is what the user sees.",
    ])
    .handshakes(&[Handshake {
        when: When::VerifiedMember("/type", "1"),
        challenge: Challenge::None,
        reply: Reply::Fixed {
            status: 200,
            body: "{\"type\":1}",
        },
    }])
    .retry_horizon_secs(0)
    .response_deadline_secs(3)
    .success_answer(SuccessAnswer::by_handler(
        "the reply to the interaction, as JSON",
    ));
