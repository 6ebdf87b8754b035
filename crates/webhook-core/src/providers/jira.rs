//! Jira Cloud.
//!
//! - Documentation: <https://developer.atlassian.com/cloud/jira/platform/webhooks/>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - The example that the documentation publishes, recomputed

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme};

/// Jira Cloud.
pub const JIRA: Scheme = Scheme::hmac_sha256("jira", "x-hub-signature")
    .documented(
        "Jira Cloud",
        "https://developer.atlassian.com/cloud/jira/platform/webhooks/",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Header("x-atlassian-webhook-identifier")])
    .event_type(&[At::Json("/webhookEvent")])
    .identity(Identity::IdAndContent(
        At::Header("x-atlassian-webhook-identifier"),
        &[],
    ))
    .notes(&["Webhooks made without a secret are unsigned, and refused here."]);
