//! MessageBird.
//!
//! - Documentation: <https://developers.messagebird.com/api/#verifying-http-requests>
//! - The npm package `messagebird` 4.0.1 lib/webhook-signature-jwt (official)
//!
//! The package takes 5 s beyond the token's times; the default leaves room for queues and clock skew,
//! and deduplication stops a replay.

use crate::scheme::{At, ClaimRule, Evidence, HashForm, JwtRules, Scheme, UrlClaim};

const RULES: JwtRules = JwtRules::new("payload_hash", HashForm::Hex)
    .claims(&[ClaimRule::OneOf("iss", &["MessageBird"])])
    .url(UrlClaim::Sha256Hex("url_hash"));

/// MessageBird.
pub const MESSAGEBIRD: Scheme =
    Scheme::jwt_hs256("messagebird", "messagebird-signature-jwt", RULES)
        .documented(
            "MessageBird",
            "https://developers.messagebird.com/api/#verifying-http-requests",
            Evidence::VendorSource,
        )
        .event_id(&[At::Json("/id")])
        .event_type(&[At::Json("/type")])
        .notes(&["The URL is signed as MessageBird calls it, with its query."]);
