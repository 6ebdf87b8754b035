//! Revolut Merchant / Business.
//!
//! - Documentation: <https://developer.revolut.com/docs/guides/merchant/monitor-and-observe/webhooks/verify-the-payload-signature>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme, TimeUnit};

/// Revolut Merchant / Business.
pub const REVOLUT: Scheme = Scheme::hmac_sha256("revolut", "revolut-signature")
    .documented(
        "Revolut Merchant / Business",
        "https://developer.revolut.com/docs/guides/merchant/monitor-and-observe/webhooks/verify-the-payload-signature",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::List { separator: ',', prefix: "v1=" })
    .content(&[Part::Lit("v1."), Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::Header("revolut-request-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/event")])
    .retry_horizon_secs(30 * 60);
