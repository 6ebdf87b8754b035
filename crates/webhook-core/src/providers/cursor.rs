//! Cursor.
//!
//! - Documentation: <https://docs.cursor.com/account/cloud-agent-webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Evidence, Grammar, Scheme};

/// Cursor.
pub const CURSOR: Scheme = Scheme::hmac_sha256("cursor", "x-webhook-signature")
    .documented(
        "Cursor",
        "https://docs.cursor.com/account/cloud-agent-webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" });
