//! Alchemy Notify.
//!
//! - Documentation: <https://www.alchemy.com/docs/reference/notify-api-quickstart>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{At, Evidence, Scheme};

/// Alchemy Notify.
pub const ALCHEMY: Scheme = Scheme::hmac_sha256("alchemy", "x-alchemy-signature")
    .documented(
        "Alchemy Notify",
        "https://www.alchemy.com/docs/reference/notify-api-quickstart",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/type")])
    .retry_horizon_secs(3600);
