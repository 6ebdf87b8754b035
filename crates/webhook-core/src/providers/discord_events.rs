//! Discord webhook events.
//!
//! - Documentation: <https://discord.com/developers/docs/events/webhook-events>
//! - discord/discord-api-docs developers/events/webhook-events.mdx
//! - The npm package `discord-interactions` 4.4.0 (official)

use crate::scheme::{KeyFormat, Handshake, Algorithm, At, Evidence, Part, Scheme};

/// Discord webhook events.
pub const DISCORD_EVENTS: Scheme = Scheme::hmac(Algorithm::Ed25519, "discord-events", "x-signature-ed25519")
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
    .handshake(Handshake::reply_json("/type", "0", 204, ""))
    .response_deadline_secs(3);
