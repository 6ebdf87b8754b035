//! Cashfree.
//!
//! - Documentation: <https://www.cashfree.com/docs/payments/online/webhooks/signature-verification>
//! - <https://www.cashfree.com/docs/payments/online/webhooks/signature-verification> and the
//!   prepaid instruments page
//! - The npm package `cashfree-pg` 6.0.6 dist/api.js PGVerifyWebhookSignature (official)

use crate::scheme::{At, Encoding, Evidence, Identity, Part, Scheme, TimeUnit};

/// Cashfree.
pub const CASHFREE: Scheme = Scheme::hmac_sha256("cashfree", "x-webhook-signature")
    .documented(
        "Cashfree",
        "https://www.cashfree.com/docs/payments/online/webhooks/signature-verification",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("x-idempotency-key")])
    .content(&[Part::Timestamp, Part::Body])
    .timestamp(At::Header("x-webhook-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/type")])
    .identity(Identity::IdAndContent(At::Header("x-idempotency-key"), &[]));
