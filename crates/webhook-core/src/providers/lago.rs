//! Lago.
//!
//! - Documentation: <https://getlago.com/docs/guide/webhooks>
//! - GitHub getlago/lago-api @1b1c24a `app/models/webhook.rb` (official sender)

use crate::scheme::{At, Encoding, Evidence, Identity, Scheme};

/// Lago.
pub const LAGO: Scheme = Scheme::hmac_sha256("lago", "x-lago-signature")
    .documented(
        "Lago",
        "https://getlago.com/docs/guide/webhooks",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("x-lago-unique-key")])
    .event_type(&[At::Json("/webhook_type")])
    .identity(Identity::IdAndContent(At::Header("x-lago-unique-key"), &[]));
