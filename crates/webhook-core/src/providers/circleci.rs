//! CircleCI.
//!
//! - Documentation: <https://circleci.com/docs/guides/integration/outbound-webhooks/>
//! - circleci/circleci-docs outbound-webhooks.adoc and outbound-webhooks-reference.adoc (2026-08)

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme, Stamped, TimeUnit};

/// CircleCI.
pub const CIRCLECI: Scheme = Scheme::hmac_sha256("circleci", "circleci-signature")
    .documented(
        "CircleCI",
        "https://circleci.com/docs/guides/integration/outbound-webhooks/",
        Evidence::VendorSource,
    )
    .grammar(Grammar::List {
        separator: ',',
        prefix: "v1=",
    })
    .timestamp(At::Json("/happened_at"))
    .time_unit(TimeUnit::DateTime)
    .stamped(Stamped::AtEvent)
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type"), At::Header("circleci-event-type")])
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&["Without a secret there is no signature, and the delivery is refused here."])
    .response_deadline_secs(10);
