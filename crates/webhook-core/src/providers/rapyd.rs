//! Rapyd.
//!
//! - Documentation: <https://docs.rapyd.net/en/webhook-authentication.html>
//! - Base64 is of the hexadecimal text, and the secret key is the key:
//!   <https://community.rapyd.net/t/calculation-of-signature/288> (the vendor's sample)
//! - Id and type by deliveries quoted in public code, of a first attempt (`NEW`) and a retry (`RET`)

use crate::scheme::{At, Encoding, Evidence, Identity, Part, Scheme};

/// Rapyd; needs the public URL, and the access key as the secret's key id.
pub const RAPYD: Scheme = Scheme::hmac_sha256("rapyd", "signature")
    .documented(
        "Rapyd",
        "https://docs.rapyd.net/en/webhook-authentication.html",
        Evidence::VendorDocs,
    )
    .encoding(Encoding::HexInBase64)
    .content(&[
        Part::Url,
        Part::Header("salt"),
        Part::Timestamp,
        Part::KeyId("access key"),
        Part::Secret,
        Part::Body,
    ])
    .timestamp(At::Header("timestamp"))
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    // Salt and status differ in a retry.
    .identity(Identity::SignedId(At::Json("/id")))
    .notes(&["The secret is the secret key."]);
