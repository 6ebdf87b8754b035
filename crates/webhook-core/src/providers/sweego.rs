//! Sweego.
//!
//! - Documentation: <https://learn.sweego.io/docs/webhooks/webhook_signature>
//! - GitHub symfony/symfony `Mailer` bridge SweegoRequestParser.php (independent verifier)

use crate::scheme::{At, Base64Prefix, Encoding, Evidence, Identity, KeyFormat, Part, Scheme};

/// Sweego.
pub const SWEEGO: Scheme = Scheme::hmac_sha256("sweego", "webhook-signature")
    .documented(
        "Sweego",
        "https://learn.sweego.io/docs/webhooks/webhook_signature",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::Base64(Base64Prefix::None))
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("webhook-id")])
    .content(&[
        Part::Id,
        Part::Lit("."),
        Part::Timestamp,
        Part::Lit("."),
        Part::Body,
    ])
    .timestamp(At::Header("webhook-timestamp"))
    .event_type(&[At::Json("/event_type")])
    .identity(Identity::SignedId(At::Header("webhook-id")));
