//! Sinch.
//!
//! - Documentation: <https://developers.sinch.com/docs/conversation/callbacks/>
//! - PyPI sinch 2.3.0 sinch/domains/authentication/sinch_events/v1/authentication_validation.py
//!   (official)

use crate::scheme::{At, Encoding, Evidence, Part, Scheme};

/// Sinch.
pub const SINCH: Scheme = Scheme::hmac_sha256("sinch", "x-sinch-webhook-signature")
    .documented(
        "Sinch",
        "https://developers.sinch.com/docs/conversation/callbacks/",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .content(&[
        Part::Body,
        Part::Lit("."),
        Part::Header("x-sinch-webhook-signature-nonce"),
        Part::Lit("."),
        Part::Timestamp,
    ])
    .timestamp(At::Header("x-sinch-webhook-signature-timestamp"));
