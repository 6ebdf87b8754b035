//! Daily.
//!
//! - Documentation: <https://docs.daily.co/reference/rest-api/webhooks>
//! - public code and doc excerpts found by the string DAILY_WEBHOOK_SECRET (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{At, Base64Prefix, Encoding, Evidence, KeyFormat, Part, Scheme, TimeUnit};

/// Daily.
pub const DAILY: Scheme = Scheme::hmac_sha256("daily", "x-webhook-signature")
    .documented(
        "Daily",
        "https://docs.daily.co/reference/rest-api/webhooks",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::Base64(Base64Prefix::None))
    .encoding(Encoding::Base64)
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::Header("x-webhook-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .event_type(&[At::Json("/type")])
    .notes(&["The unit of its timestamp is not documented, so its age is not checked."]);
