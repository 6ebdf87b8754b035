//! Upstash QStash.
//!
//! - Documentation: <https://upstash.com/docs/qstash/howto/signature>
//! - The npm package `@upstash/qstash` 2.12.0 chunk-F7X2AQ7W.mjs Receiver (official)

use crate::scheme::{At, ClaimRule, Evidence, HashForm, Identity, JwtRules, Scheme, UrlClaim};

const RULES: JwtRules = JwtRules::new("body", HashForm::Base64Url)
    .claims(&[ClaimRule::OneOf("iss", &["Upstash"])])
    .url(UrlClaim::Plain("sub"));

/// Upstash QStash.
pub const UPSTASH_QSTASH: Scheme = Scheme::jwt_hs256("upstash-qstash", "upstash-signature", RULES)
    .documented(
        "Upstash QStash",
        "https://upstash.com/docs/qstash/howto/signature",
        Evidence::VendorSource,
    )
    .event_id(&[At::Header("upstash-message-id"), At::Json("/id")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::IdAndContent(
        At::Header("upstash-message-id"),
        &[],
    ))
    .notes(&["The secrets are the current and the next signing key."]);
