//! AiPrise.
//!
//! - Documentation: <https://docs.aiprise.com/docs/callbacks-authentication>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Evidence, Scheme};

/// AiPrise.
pub const AIPRISE: Scheme = Scheme::hmac_sha256("aiprise", "x-hmac-signature").documented(
    "AiPrise",
    "https://docs.aiprise.com/docs/callbacks-authentication",
    Evidence::ThirdParty,
);
