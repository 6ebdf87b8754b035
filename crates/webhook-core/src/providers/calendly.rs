//! Calendly.
//!
//! - Documentation: <https://developer.calendly.com/api-docs/ZG9jOjQ2NDA2NA-webhook-signatures>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Calendly/CalendlyTriggerHelpers.js
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - 15 seconds to answer: <https://developer.calendly.com/api-docs/overview/webhooks/webhook-timeouts>

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// Calendly.
pub const CALENDLY: Scheme = Scheme::hmac_sha256("calendly", "calendly-webhook-signature")
    .documented(
        "Calendly",
        "https://developer.calendly.com/api-docs/ZG9jOjQ2NDA2NA-webhook-signatures",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .tolerance_secs(180)
    .event_type(&[At::Json("/event")])
    .response_deadline_secs(15);
