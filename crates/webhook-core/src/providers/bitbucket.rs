//! Bitbucket Cloud.
//!
//! - Documentation: <https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/>
//! - support.atlassian.com manage-webhooks page (top only)
//! - crate webhook-verify source and fasthook.io source page (scheme)
//! - The example that the documentation publishes, recomputed
//! - Ten seconds to answer, and only a 5xx is sent again:
//!   <https://support.atlassian.com/bitbucket-cloud/docs/troubleshoot-webhooks/>

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme, Statuses};

/// Bitbucket Cloud.
pub const BITBUCKET: Scheme = Scheme::hmac_sha256("bitbucket", "x-hub-signature")
    .documented(
        "Bitbucket Cloud",
        "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Header("x-request-uuid")])
    .event_type(&[At::Header("x-event-key")])
    .attempt(At::Header("x-attempt-number"))
    .identity(Identity::IdAndContent(
        At::Header("x-request-uuid"),
        &[At::Header("x-event-key")],
    ))
    .facts(&["x-attempt-number", "x-hook-uuid"])
    .notes(&["X-Hook-UUID names the hook, not the delivery."])
    .response_deadline_secs(10)
    .final_statuses(Statuses::CLIENT_ERRORS);
