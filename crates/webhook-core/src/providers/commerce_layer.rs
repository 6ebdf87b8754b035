//! Commerce Layer.
//!
//! - Documentation: <https://docs.commercelayer.io/core/callbacks-security>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Encoding, Evidence, Scheme};

/// Commerce Layer.
pub const COMMERCE_LAYER: Scheme =
    Scheme::hmac_sha256("commerce-layer", "x-commercelayer-signature")
        .documented(
            "Commerce Layer",
            "https://docs.commercelayer.io/core/callbacks-security",
            Evidence::ThirdParty,
        )
        .encoding(Encoding::Base64)
        .event_type(&[At::Header("x-commercelayer-topic")])
        .response_deadline_secs(5);
