//! TikTok.
//!
//! - Documentation: <https://developers.tiktok.com/doc/webhooks-verification>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// TikTok.
pub const TIKTOK: Scheme = Scheme::hmac_sha256("tiktok", "tiktok-signature")
    .documented(
        "TikTok",
        "https://developers.tiktok.com/doc/webhooks-verification",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "s",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .event_type(&[At::Json("/event")])
    .retry_horizon_secs(72 * 3600);
