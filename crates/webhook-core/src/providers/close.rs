//! Close CRM.
//!
//! - Documentation: <https://developer.close.com/topics/webhooks/>
//! - GitHub triggerdotdev/trigger.dev `2026-08-21` internal-packages/webhook-sources/src/registry
//!   (independent catalogue)
//! - 15 seconds to answer: <https://developer.close.com/api/overview/changelog/2026/11/9>

use crate::scheme::{At, Evidence, KeyFormat, Part, Scheme, TimeUnit};

/// Close CRM.
pub const CLOSE: Scheme = Scheme::hmac_sha256("close", "close-sig-hash")
    .documented(
        "Close CRM",
        "https://developer.close.com/topics/webhooks/",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::Hex)
    .content(&[Part::Timestamp, Part::Body])
    .timestamp(At::Header("close-sig-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .event_type(&[At::Json("/event/action")])
    .notes(&["The unit of its timestamp is not confirmed, so its age is not checked."])
    .response_deadline_secs(15);
