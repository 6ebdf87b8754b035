//! Attentive.
//!
//! - Documentation: <https://docs.attentive.com/docs/webhook-authentication/>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Scheme};

/// Attentive.
pub const ATTENTIVE: Scheme = Scheme::hmac_sha256("attentive", "x-attentive-hmac-sha256")
    .documented(
        "Attentive",
        "https://docs.attentive.com/docs/webhook-authentication/",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/type")])
    .retry_horizon_secs(3 * 24 * 3600);
