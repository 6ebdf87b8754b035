//! TikTok Shop.
//!
//! - Documentation: <https://partner.tiktokshop.com/docv2/page/configuration-guide>
//! - GitHub hookdeck/webhook-skills `tiktok-shop-webhooks` (independent)

use crate::scheme::{At, Evidence, Identity, Part, Scheme};

const ID: At = At::Json("/tts_notification_id");

/// TikTok Shop; needs the app key as the secret's key id. TikTok itself is [`TIKTOK`](super::TIKTOK).
pub const TIKTOK_SHOP: Scheme = Scheme::hmac_sha256("tiktok-shop", "authorization")
    .documented(
        "TikTok Shop",
        "https://partner.tiktokshop.com/docv2/page/configuration-guide",
        Evidence::ThirdParty,
    )
    .content(&[Part::KeyId("app key"), Part::Body])
    .event_id(&[ID])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(ID))
    .notes(&[
        "The secret is the app secret.",
        "/type is a number, and not all numbers are documented: register a path for each topic.",
    ])
    // After 2 minutes, 30 minutes, 3 hours and 12 hours.
    .retry_horizon_secs(55_920)
    .response_deadline_secs(3);
