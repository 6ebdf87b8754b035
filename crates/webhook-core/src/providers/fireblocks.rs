//! Fireblocks, webhooks v2.
//!
//! - Documentation: <https://developers.fireblocks.com/reference/validating-webhooks>

use crate::scheme::{Algorithm, Encoding, Evidence, KeyFetch, KeyForm, KeyId, KeyUrl, Scheme};

/// Fireblocks, webhooks v2.
pub const FIREBLOCKS: Scheme = Scheme::hmac(
    Algorithm::RsaSha512,
    "fireblocks",
    "fireblocks-webhook-signature",
)
.documented(
    "Fireblocks (webhooks v2)",
    "https://developers.fireblocks.com/reference/validating-webhooks",
    Evidence::VendorDocs,
)
.encoding(Encoding::DetachedJws { unencoded: false })
.fetches_keys(
    KeyFetch::new(
        KeyUrl::Fixed("https://keys.fireblocks.io/.well-known/jwks.json"),
        KeyForm::Jwks,
    )
    .named(KeyId::Token),
)
.notes(&[
    "Other regions and the sandbox publish their keys elsewhere: FIREBLOCKS.keys_at(..).",
    "The older Fireblocks-Signature is not read.",
]);
