//! HighLevel.
//!
//! - Documentation: <https://marketplace.gohighlevel.com/docs/webhook/WebhookIntegrationGuide>
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/highlevel-webhook-routing.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, At, Encoding, Evidence, KeyFormat, Scheme};

/// HighLevel.
pub const HIGHLEVEL: Scheme = Scheme::hmac(Algorithm::RsaSha256, "highlevel", "x-wh-signature")
    .documented(
        "HighLevel",
        "https://marketplace.gohighlevel.com/docs/webhook/WebhookIntegrationGuide",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::PublicKey)
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/type")])
    .notes(&["The secret is the public key that HighLevel publishes."]);
