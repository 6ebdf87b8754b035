//! Kick.
//!
//! - Documentation: <https://docs.kick.com/events/webhook-security>
//! - GitHub Yizack/nuxt-webhook-validators @b45ae63 `validators/kick.ts` (independent verifier)

use crate::scheme::{
    Algorithm, At, Encoding, Evidence, Identity, KeyFormat, Part, Scheme, TimeUnit,
};

/// Kick.
pub const KICK: Scheme = Scheme::hmac(Algorithm::RsaSha256, "kick", "kick-event-signature")
    .documented(
        "Kick",
        "https://docs.kick.com/events/webhook-security",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Header("kick-event-message-id")])
    .key_format(KeyFormat::PublicKey)
    .encoding(Encoding::Base64)
    .content(&[
        Part::Id,
        Part::Lit("."),
        Part::Timestamp,
        Part::Lit("."),
        Part::Body,
    ])
    .timestamp(At::Header("kick-event-message-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .identity(Identity::SignedId(At::Header("kick-event-message-id")))
    .notes(&[
        "The secret is the public key that Kick publishes.",
        "The form of its timestamp is not confirmed, so its age is not checked.",
    ]);
