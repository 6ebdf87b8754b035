//! Notch Pay.
//!
//! - Documentation: <https://developer.notchpay.co/get-started/webhooks/verify>

use crate::scheme::{Evidence, Scheme};

/// Notch Pay.
pub const NOTCH_PAY: Scheme = Scheme::hmac_sha256("notch-pay", "x-notch-signature")
    .documented(
        "Notch Pay",
        "https://developer.notchpay.co/get-started/webhooks/verify",
        Evidence::VendorDocs,
    )
    .notes(&["The secret is the webhook's hash key."]);
