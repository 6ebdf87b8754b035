//! Zero Hash.
//!
//! - Documentation: <https://docs.zerohash.com/reference/webhook-security>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Identity, Part, Scheme, TimeUnit};

/// Zero Hash.
pub const ZERO_HASH: Scheme = Scheme::hmac_sha256("zero-hash", "x-zh-hook-signature")
    .documented(
        "Zero Hash",
        "https://docs.zerohash.com/reference/webhook-security",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Header("x-zh-hook-notification-id")])
    .content(&[Part::Body, Part::Timestamp])
    .timestamp(At::Header("x-zh-hook-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Header("x-zh-hook-payload-type")])
    .identity(Identity::IdAndContent(
        At::Header("x-zh-hook-notification-id"),
        &[At::Header("x-zh-hook-payload-type")],
    ))
    .notes(&["The older x-zh-hook-signature-256 does not cover the timestamp and is not read."]);
