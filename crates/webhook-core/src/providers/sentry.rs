//! Sentry.
//!
//! - Documentation: <https://docs.sentry.io/organization/integrations/integration-platform/webhooks/>
//! - docs.sentry.io integration-platform webhooks
//! - One second to answer: <https://sentry.io/changelog/2023-10-3-change-to-integration-platform-webhook-handling>

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Sentry.
pub const SENTRY: Scheme = Scheme::hmac_sha256("sentry", "sentry-hook-signature")
    .documented(
        "Sentry",
        "https://docs.sentry.io/organization/integrations/integration-platform/webhooks/",
        Evidence::VendorDocs,
    )
    .event_id(&[At::Header("request-id")])
    .event_type(&[At::Header("sentry-hook-resource")])
    .action(&[At::Json("/action")])
    .identity(Identity::IdAndContent(
        At::Header("request-id"),
        &[At::Header("sentry-hook-resource")],
    ))
    .notes(&[
        "Its timestamp header is unsigned and not read.",
        "It waits one second: use the inbox, or answer first.",
    ])
    .response_deadline_secs(1);
