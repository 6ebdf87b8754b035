//! Intercom.
//!
//! - Documentation: <https://developers.intercom.com/docs/webhooks>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, At, Evidence, Grammar, Scheme};

/// Intercom.
pub const INTERCOM: Scheme = Scheme::hmac(Algorithm::HmacSha1, "intercom", "x-hub-signature")
    .documented(
        "Intercom",
        "https://developers.intercom.com/docs/webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha1=" })
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/topic")]);
