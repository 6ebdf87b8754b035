//! PagerDuty.
//!
//! - Documentation: <https://developer.pagerduty.com/docs/verifying-webhook-signatures>
//! - PagerDuty/go-pagerduty webhookv3/webhookv3.go and test
//! - Five seconds to answer, 48 hours of retries, final statuses: PagerDuty/developer-docs
//!   docs/webhooks/02-Behavior.md

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme, Stamped, Statuses, TimeUnit};

/// PagerDuty.
pub const PAGERDUTY: Scheme = Scheme::hmac_sha256("pagerduty", "x-pagerduty-signature")
    .documented(
        "PagerDuty",
        "https://developer.pagerduty.com/docs/verifying-webhook-signatures",
        Evidence::VendorSource,
    )
    .grammar(Grammar::List {
        separator: ',',
        prefix: "v1=",
    })
    .timestamp(At::Json("/event/occurred_at"))
    .time_unit(TimeUnit::DateTime)
    .stamped(Stamped::AtEvent)
    .event_id(&[At::Json("/event/id")])
    .event_type(&[At::Json("/event/event_type")])
    .identity(Identity::SignedId(At::Json("/event/id")))
    .retry_horizon_secs(48 * 3600)
    .response_deadline_secs(5)
    .final_statuses(Statuses::CLIENT_ERRORS_BUT_429);
