//! Uber Eats.
//!
//! - Documentation: <https://developer.uber.com/docs/eats/guides/webhooks#webhook-security>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Scheme};

/// Uber Eats.
pub const UBER_EATS: Scheme = Scheme::hmac_sha256("uber-eats", "x-uber-signature")
    .documented(
        "Uber Eats",
        "https://developer.uber.com/docs/eats/guides/webhooks#webhook-security",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event_type")]);
