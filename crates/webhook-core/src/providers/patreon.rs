//! Patreon.
//!
//! - Documentation: <https://docs.patreon.com/#webhooks>
//! - Seven independent receivers found in public code agree

use crate::scheme::{Algorithm, At, Evidence, Identity, Scheme};

/// Patreon.
pub const PATREON: Scheme = Scheme::hmac(Algorithm::HmacMd5, "patreon", "x-patreon-signature")
    .documented("Patreon", "https://docs.patreon.com/#webhooks", Evidence::ThirdParty)
    .event_type(&[At::Header("x-patreon-event")])
    // One change may be sent as several types of event with the same body.
    .identity(Identity::IdAndContent(At::Json("/data/id"), &[At::Header("x-patreon-event")]))
    .notes(&[
        "The event's type is in a header that is not signed.",
        "/data/id is the member or the post, not the delivery.",
    ]);
