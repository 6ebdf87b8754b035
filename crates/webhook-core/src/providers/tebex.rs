//! Tebex.
//!
//! - Documentation: <https://docs.tebex.io/developers/webhooks/overview> (validation webhook)
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{At, Challenge, Evidence, Handshake, Part, Reply, Scheme, When};

/// Tebex.
pub const TEBEX: Scheme = Scheme::hmac_sha256("tebex", "x-signature")
    .documented(
        "Tebex",
        "https://github.com/hookdeck/webhook-skills/blob/00ad8d0/providers.yaml",
        Evidence::ThirdParty,
    )
    .content(&[Part::BodySha256Hex])
    .handshakes(&[Handshake {
        when: When::VerifiedMember("/type", "validation.webhook"),
        challenge: Challenge::Token(At::Json("/id")),
        reply: Reply::Json("id"),
    }]);
