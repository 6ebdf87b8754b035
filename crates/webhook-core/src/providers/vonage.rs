//! Vonage.
//!
//! - Documentation: <https://developer.vonage.com/en/getting-started/concepts/webhooks>
//! - Nexmo/nexmo-developer _documentation/en/messages/concepts/signed-webhooks.md (2021)
//! - The npm package `@vonage/jwt` 1.14.0 (official)

use crate::scheme::{At, Evidence, Grammar, HashForm, JwtRules, Scheme};

const RULES: JwtRules = JwtRules::new("payload_hash", HashForm::Hex);

/// Vonage.
pub const VONAGE: Scheme = Scheme::jwt_hs256("vonage", "authorization", RULES)
    .documented(
        "Vonage",
        "https://developer.vonage.com/en/getting-started/concepts/webhooks",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/message_uuid")])
    .grammar(Grammar::Whole { prefix: "Bearer " })
    .event_type(&[At::Json("/status"), At::Fixed("message")])
    .notes(&["A callback without payload_hash is refused: its body would be unsigned."]);
