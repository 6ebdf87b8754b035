//! Front (rules).
//!
//! - Documentation: <https://dev.frontapp.com/docs/webhooks-1>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, At, Encoding, Evidence, Scheme};

/// Front (rules).
pub const FRONT_RULES: Scheme =
    Scheme::hmac(Algorithm::HmacSha1, "front-rules", "x-front-signature")
        .documented(
            "Front (rules)",
            "https://dev.frontapp.com/docs/webhooks-1",
            Evidence::ThirdParty,
        )
        .encoding(Encoding::Base64)
        .event_type(&[At::Json("/type")])
        .notes(&["Webhooks of applications are signed otherwise: use front."])
        .retry_horizon_secs(0)
        .response_deadline_secs(5);
