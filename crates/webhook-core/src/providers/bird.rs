//! Bird.
//!
//! - Documentation: <https://docs.bird.com/api/notifications-api/api-reference/webhooks/verifying-a-webhook>
//! - docs.bird.com verifying-a-webhook (PHP and Go samples)
//! - vendor employee sample, 2024-07

use crate::scheme::{At, Encoding, Evidence, Part, Scheme};

/// Bird.
pub const BIRD: Scheme = Scheme::hmac_sha256("bird", "messagebird-signature")
    .documented(
        "Bird",
        "https://docs.bird.com/api/notifications-api/api-reference/webhooks/verifying-a-webhook",
        Evidence::VendorDocs,
    )
    .encoding(Encoding::Base64)
    .content(&[
        Part::Timestamp,
        Part::Lit("\n"),
        Part::Url,
        Part::Lit("\n"),
        Part::BodySha256Raw,
    ])
    .timestamp(At::Header("messagebird-request-timestamp"))
    .notes(&["The URL is signed as Bird calls it."]);
