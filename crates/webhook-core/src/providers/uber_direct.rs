//! Uber Direct.
//!
//! - Documentation: <https://developer.uber.com/docs/deliveries/guides/webhooks>
//! - Hexadecimal, and the place of the type, by independent receivers found in public code

use crate::scheme::{At, Evidence, Scheme};

/// Uber Direct; orders of Uber Eats are [`UBER_EATS`](super::UBER_EATS).
pub const UBER_DIRECT: Scheme = Scheme::hmac_sha256("uber-direct", "x-uber-signature")
    .documented(
        "Uber Direct",
        "https://developer.uber.com/docs/deliveries/guides/webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/kind")])
    .notes(&[
        "Every webhook has a signing key of its own, which is not the one of Uber Eats.",
        "X-Postmates-Signature is sent as well.",
    ]);
