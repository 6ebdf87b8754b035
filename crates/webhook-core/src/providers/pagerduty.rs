//! PagerDuty.
//!
//! - Documentation: <https://developer.pagerduty.com/docs/verifying-webhook-signatures>
//! - PagerDuty/go-pagerduty webhookv3/webhookv3.go and test

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme, Stamped, TimeUnit};

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
    .identity(Identity::SignedId(At::Json("/event/id")));
