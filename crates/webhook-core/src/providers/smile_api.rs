//! Smile API.
//!
//! - Documentation: <https://docs.getsmileapi.com/reference/webhooks#validating-payloads>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, At, Evidence, Identity, Scheme};

/// Smile API.
pub const SMILE_API: Scheme = Scheme::hmac(Algorithm::HmacSha512, "smile-api", "smile-signature")
    .documented(
        "Smile API",
        "https://docs.getsmileapi.com/reference/webhooks#validating-payloads",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/id")])
    .identity(Identity::SignedId(At::Json("/id")))
    .event_type(&[At::Json("/type")]);
