//! Ethoca Alerts (Mastercard).
//!
//! - Documentation: <https://developer.mastercard.com/ethoca-alerts-for-merchants/documentation/api-basics/>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Scheme};

/// Ethoca Alerts (Mastercard).
pub const ETHOCA: Scheme = Scheme::basic("ethoca")
    .documented(
        "Ethoca Alerts (Mastercard)",
        "https://developer.mastercard.com/ethoca-alerts-for-merchants/documentation/api-basics/",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/alertType")])
    .notes(&["The client certificate is checked where TLS ends."]);
