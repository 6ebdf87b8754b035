//! LiveKit.
//!
//! - Documentation: <https://docs.livekit.io/home/server/webhooks/>
//! - The npm package `livekit-server-sdk` 2.19.2 src/WebhookReceiver.ts (official)

use crate::scheme::{At, ClaimRule, Evidence, HashForm, Identity, JwtRules, Scheme};

const RULES: JwtRules =
    JwtRules::new("sha256", HashForm::Base64).claims(&[ClaimRule::KeyIdIfSet("iss")]);

/// LiveKit.
pub const LIVEKIT: Scheme = Scheme::jwt_hs256("livekit", "authorization", RULES)
    .documented("LiveKit", "https://docs.livekit.io/home/server/webhooks/", Evidence::VendorSource)
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/event")])
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&[
        "The secret is the API secret; name the API key with Secret::key_id, and the token must be its.",
    ]);
