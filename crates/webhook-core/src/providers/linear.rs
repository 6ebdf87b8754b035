//! Linear.
//!
//! - Documentation: <https://linear.app/developers/webhooks>
//! - The npm package `@linear/sdk` 98.0.0 dist/webhooks (official)

use crate::scheme::{At, Evidence, Identity, Scheme, TimeUnit};

/// Linear.
pub const LINEAR: Scheme = Scheme::hmac_sha256("linear", "linear-signature")
    .documented(
        "Linear",
        "https://linear.app/developers/webhooks",
        Evidence::VendorSource,
    )
    .event_id(&[At::Header("linear-delivery")])
    .timestamp(At::Json("/webhookTimestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .tolerance_secs(60)
    .event_type(&[At::Json("/type"), At::Header("linear-event")])
    .action(&[At::Json("/action")])
    .identity(Identity::IdAndContent(At::Header("linear-delivery"), &[]))
    .notes(&["The timestamp is read from the signed body, never from a header."]);
