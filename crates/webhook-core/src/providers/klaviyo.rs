//! Klaviyo.
//!
//! - Documentation: <https://developers.klaviyo.com/en/docs/working_with_system_webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Part, Scheme, TimeUnit};

/// Klaviyo.
pub const KLAVIYO: Scheme = Scheme::hmac_sha256("klaviyo", "klaviyo-signature")
    .documented(
        "Klaviyo",
        "https://developers.klaviyo.com/en/docs/working_with_system_webhooks",
        Evidence::ThirdParty,
    )
    .content(&[Part::Body, Part::Timestamp])
    .timestamp(At::Header("klaviyo-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .notes(&["The unit of its timestamp is not documented, so its age is not checked."]);
