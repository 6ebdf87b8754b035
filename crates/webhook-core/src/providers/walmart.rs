//! Walmart Marketplace.
//!
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{At, Encoding, Evidence, Part, Scheme};

/// Walmart Marketplace.
pub const WALMART: Scheme = Scheme::hmac_sha256("walmart", "wm_sec.signature")
    .documented(
        "Walmart Marketplace",
        "https://github.com/hookdeck/webhook-skills/blob/00ad8d0/providers.yaml",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .content(&[
        Part::Method,
        Part::Lit("\n"),
        Part::PathAndQuery,
        Part::Lit("\n"),
        Part::Timestamp,
        Part::Lit("\n"),
        Part::BodySha256Hex,
    ])
    .timestamp(At::Header("wm_sec.timestamp"));
