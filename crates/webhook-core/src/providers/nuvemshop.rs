//! Nuvemshop / Tiendanube.
//!
//! - Documentation: <https://tiendanube.github.io/api-documentation/resources/webhook>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Scheme};

/// Nuvemshop / Tiendanube.
pub const NUVEMSHOP: Scheme = Scheme::hmac_sha256("nuvemshop", "x-linkedstore-hmac-sha256")
    .documented(
        "Nuvemshop / Tiendanube",
        "https://tiendanube.github.io/api-documentation/resources/webhook",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event")])
    .response_deadline_secs(3)
    .retry_horizon_secs(48 * 3600);
