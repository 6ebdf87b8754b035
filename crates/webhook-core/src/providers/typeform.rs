//! Typeform.
//!
//! - Documentation: <https://www.typeform.com/developers/webhooks/secure-your-webhooks/>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Typeform/TypeformTriggerHelpers.js
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{At, Encoding, Evidence, Grammar, Scheme, Statuses};

/// Typeform.
pub const TYPEFORM: Scheme = Scheme::hmac_sha256("typeform", "typeform-signature")
    .documented(
        "Typeform",
        "https://www.typeform.com/developers/webhooks/secure-your-webhooks/",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/event_id")])
    .event_type(&[At::Json("/event_type")])
    .retry_horizon_secs(10 * 3600)
    .final_statuses(&[Statuses::One(404), Statuses::One(410)]);
