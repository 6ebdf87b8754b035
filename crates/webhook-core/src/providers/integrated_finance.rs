//! Integrated Finance.
//!
//! - Documentation: <https://developer.integrated.finance/docs/webhook-authentication>

use crate::scheme::{
    Algorithm, At, Base64Prefix, Encoding, Evidence, Identity, KeyFormat, Part, Scheme, TimeUnit,
};

const ID: At = At::Header("x-webhook-event-id");

/// Integrated Finance.
pub const INTEGRATED_FINANCE: Scheme =
    Scheme::hmac(Algorithm::Ed25519, "integrated-finance", "x-webhook-signature")
        .documented(
            "Integrated Finance",
            "https://developer.integrated.finance/docs/webhook-authentication",
            Evidence::VendorDocs,
        )
        .key_format(KeyFormat::Base64(Base64Prefix::None))
        .encoding(Encoding::Base64)
        .event_id(&[ID])
        .content(&[
            Part::BodySha512Base64,
            Part::Lit("|"),
            Part::Id,
            Part::Lit("|"),
            Part::Header("x-webhook-event-timestamp"),
            Part::Lit("|"),
            Part::Header("x-webhook-request-id"),
            Part::Lit("|"),
            Part::Timestamp,
            Part::Lit("|"),
            Part::Header("x-webhook-key-version"),
        ])
        .timestamp(At::Header("x-webhook-request-timestamp"))
        .time_unit(TimeUnit::DateTime)
        // The request's id is another in every attempt, the event's is not.
        .identity(Identity::SignedId(ID))
        .notes(&[
            "The secrets are the public keys, 32 bytes in base64, one for each version in X-Webhook-Key-Version.",
            "The digest is computed from the body; X-Webhook-Content-Digest is not read.",
        ]);
