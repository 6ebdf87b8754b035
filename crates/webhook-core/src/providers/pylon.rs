//! Pylon.
//!
//! - Documentation: <https://getpylon.com/developers/guides/using-webhooks/>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// Pylon.
pub const PYLON: Scheme = Scheme::hmac_sha256("pylon", "pylon-webhook-signature")
    .documented(
        "Pylon",
        "https://getpylon.com/developers/guides/using-webhooks/",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "hs256=" })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::Header("pylon-webhook-timestamp"))
    .retry_horizon_secs(31 * 3600);
