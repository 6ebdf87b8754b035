//! ShipBob.
//!
//! - Documentation: <https://developer.shipbob.com/2026-01/webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use super::standard_webhooks::V1;
use crate::scheme::{At, Evidence, Scheme};

/// ShipBob.
pub const SHIPBOB: Scheme = V1
    .renamed("shipbob", "ShipBob")
    .documented(
        "ShipBob",
        "https://developer.shipbob.com/2026-01/webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Header("x-webhook-topic")]);
