//! Canny.
//!
//! - Documentation: <https://developers.canny.io/webhooks>
//! - public code and doc excerpts found by the string canny-signature (index gives no repository;
//!   several independent ones agree)

use crate::scheme::{At, Encoding, Evidence, Identity, Part, Scheme};

/// Canny.
pub const CANNY: Scheme = Scheme::hmac_sha256("canny", "canny-signature")
    .documented(
        "Canny",
        "https://developers.canny.io/webhooks",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .body_not_signed("the vendor signs the nonce alone; fetch the object before you act on it")
    .event_id(&[At::Header("canny-nonce")])
    .content(&[Part::Header("canny-nonce")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Header("canny-nonce")))
    .notes(&["Neither body nor timestamp is signed: fetch the object before you act on it."]);
