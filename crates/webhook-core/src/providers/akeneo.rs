//! Akeneo PIM Events API.
//!
//! - Documentation: <https://api.akeneo.com/events-documentation/security.html>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Batch, Evidence, Part, Scheme};

/// Akeneo PIM Events API.
pub const AKENEO: Scheme = Scheme::hmac_sha256("akeneo", "x-akeneo-request-signature")
    .documented(
        "Akeneo PIM Events API",
        "https://api.akeneo.com/events-documentation/security.html",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/events/0/event_id")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::Header("x-akeneo-request-timestamp"))
    .event_type(&[At::Json("/events/0/action")])
    .notes(&["Up to ten events come in one request, each with its own id."])
    .batch(
        Batch::at("/events")
            .id("/event_id")
            .event_type(At::Json("/action")),
    )
    .retry_horizon_secs(2 * 3600);
