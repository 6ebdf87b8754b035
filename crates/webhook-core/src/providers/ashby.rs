//! Ashby.
//!
//! - Documentation: <https://developers.ashbyhq.com/docs/authenticating-webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - Ten attempts, statuses: <https://developers.ashbyhq.com/docs/retries>

use crate::scheme::{At, Evidence, Grammar, Scheme, Statuses};

/// Ashby.
pub const ASHBY: Scheme = Scheme::hmac_sha256("ashby", "ashby-signature")
    .documented(
        "Ashby",
        "https://developers.ashbyhq.com/docs/authenticating-webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_type(&[At::Json("/action")])
    .notes(&["Without a secret in the settings deliveries are unsigned, and refused here."])
    .retry_horizon_secs(10_130)
    .final_statuses(&[
        Statuses::One(401),
        Statuses::Range(403, 405),
        Statuses::One(410),
    ]);
