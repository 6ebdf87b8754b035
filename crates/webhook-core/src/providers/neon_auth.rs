//! Neon Auth.
//!
//! - Documentation: <https://neon.com/docs/auth/guides/webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d0 (independent notes)

use crate::scheme::{
    Algorithm, At, Configured, Encoding, Evidence, Identity, KeyFetch, KeyForm, KeyId, KeyUrl,
    Part, Scheme, TimeUnit,
};

/// Neon Auth. Configured is the address of the branch's Neon Auth, which publishes its keys.
pub const NEON_AUTH: Scheme = Scheme::hmac(Algorithm::Ed25519, "neon-auth", "x-neon-signature")
    .documented(
        "Neon Auth",
        "https://neon.com/docs/auth/guides/webhooks",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::DetachedJws { unencoded: false })
    .fetches_keys(
        KeyFetch::new(KeyUrl::Configured("/.well-known/jwks.json"), KeyForm::Jwks)
            .named(KeyId::Header("x-neon-signature-kid")),
    )
    .configured(Configured::BASE_URL)
    .content(&[Part::Timestamp, Part::Lit("."), Part::BodyBase64Url])
    .timestamp(At::Header("x-neon-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .event_id(&[At::Header("x-neon-event-id")])
    .event_type(&[At::Header("x-neon-event-type")])
    .identity(Identity::IdAndContent(At::Header("x-neon-event-id"), &[]));
