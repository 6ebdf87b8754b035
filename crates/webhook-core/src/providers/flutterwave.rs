//! Flutterwave.
//!
//! - Documentation: <https://developer.flutterwave.com/docs/webhooks>
//! - GitHub public receivers (2) and api notes seen through code search

use crate::scheme::{At, Encoding, Evidence, Scheme};

/// Flutterwave.
pub const FLUTTERWAVE: Scheme = Scheme::hmac_sha256("flutterwave", "flutterwave-signature")
    .documented(
        "Flutterwave",
        "https://developer.flutterwave.com/docs/webhooks",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/type")])
    .notes(&[
        "Older accounts send the secret itself instead of a signature; that is refused here.",
    ]);
