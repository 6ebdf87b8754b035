//! Picqer.
//!
//! - Documentation: <https://picqer.com/en/api/webhooks#validating-webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Encoding, Evidence, Scheme};

/// Picqer.
pub const PICQER: Scheme = Scheme::hmac_sha256("picqer", "x-picqer-signature")
    .documented(
        "Picqer",
        "https://picqer.com/en/api/webhooks#validating-webhooks",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/event")])
    .notes(&["Without a secret deliveries are unsigned, and refused here."])
    .response_deadline_secs(10)
    .retry_horizon_secs(17 * 3600);
