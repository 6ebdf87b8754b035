//! Webflow.
//!
//! - Documentation: <https://developers.webflow.com/data/docs/working-with-webhooks#validating-request-signatures>
//! - The npm package `webflow-api` 3.3.4 wrapper/WebhooksClient.js (official)
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Part, Scheme, TimeUnit};

/// Webflow.
pub const WEBFLOW: Scheme = Scheme::hmac_sha256("webflow", "x-webflow-signature")
    .documented(
        "Webflow",
        "https://developers.webflow.com/data/docs/working-with-webhooks#validating-request-signatures",
        Evidence::VendorSource,
    )
    .content(&[Part::Timestamp, Part::Lit(":"), Part::Body])
    .timestamp(At::Header("x-webflow-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/triggerType")])
    .notes(&["Webhooks made in the dashboard are unsigned, and refused here."]);
