//! Fireblocks, webhooks v2.
//!
//! - Documentation: <https://developers.fireblocks.com/reference/validating-webhooks>
//! - Nine retries (10, 30, 120, 300, 900, 1800, 3600, 7200, 14400 s), and after which statuses:
//!   <https://developers.fireblocks.com/reference/webhooks-gettingstarted-responsesretries>

use crate::scheme::{
    Algorithm, Encoding, Evidence, KeyFetch, KeyForm, KeyId, KeyUrl, Scheme, Statuses,
};

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
])
.retry_horizon_secs(28_360)
// Of 4xx, 408 and 429 are sent again.
.final_statuses(&[
    Statuses::Range(400, 407),
    Statuses::Range(409, 428),
    Statuses::Range(430, 499),
]);
