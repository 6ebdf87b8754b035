//! Podium.
//!
//! - Documentation: <https://docs.podium.com/docs/verifying-webhook-signatures>
//! - Hexadecimal by independent receivers found in public code

use crate::scheme::{At, Evidence, Part, Scheme, TimeUnit};

/// Podium.
pub const PODIUM: Scheme = Scheme::hmac_sha256("podium", "podium-signature")
    .documented(
        "Podium",
        "https://docs.podium.com/docs/verifying-webhook-signatures",
        Evidence::ThirdParty,
    )
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::Header("podium-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/metadata/event_type")])
    .notes(&["Webhooks without a secret are unsigned, and refused here."]);
