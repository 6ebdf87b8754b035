//! WorkOS.
//!
//! - Documentation: <https://workos.com/docs/events/data-syncing/webhooks>
//! - The npm package `@workos-inc/node` 8.13.0 lib/factory (official)

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme, SuccessAnswer, TimeUnit};

/// WorkOS.
pub const WORKOS: Scheme = Scheme::hmac_sha256("workos", "workos-signature")
    .documented(
        "WorkOS",
        "https://workos.com/docs/events/data-syncing/webhooks",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .event_id(&[At::Json("/id")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Milliseconds)
    .tolerance_secs(180)
    .event_type(&[At::Json("/event")])
    .identity(Identity::SignedId(At::Json("/id")))
    .success_answer(SuccessAnswer::by_handler(
        "for an Action its verdict, signed with the same secret; else any 2xx",
    ));
