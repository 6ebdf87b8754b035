//! Viber.
//!
//! - Documentation: <https://developers.viber.com/docs/api/rest-bot-api/>
//! - The npm package `viber-bot` 1.0.18 message-validator, middleware and tests (official)

use crate::scheme::{At, Evidence, Scheme};

/// Viber.
pub const VIBER: Scheme = Scheme::hmac_sha256("viber", "x-viber-content-signature")
    .documented(
        "Viber",
        "https://developers.viber.com/docs/api/rest-bot-api/",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/message_token")])
    .event_type(&[At::Json("/event")])
    .notes(&[
        "/message_token repeats for the states of one message, and is larger than a double can hold.",
    ]);
