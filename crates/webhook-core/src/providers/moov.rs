//! Moov.
//!
//! - Documentation: <https://docs.moov.io/guides/webhooks/check-webhook-signatures>
//! - GitHub moovfinancial/webhook-handler @3013477 `functions/go/main.go` (official)

use crate::scheme::{Algorithm, At, Evidence, Identity, Part, Scheme, TimeUnit};

/// Moov.
pub const MOOV: Scheme = Scheme::hmac(Algorithm::HmacSha512, "moov", "x-signature")
    .documented(
        "Moov",
        "https://docs.moov.io/guides/webhooks/check-webhook-signatures",
        Evidence::VendorSource,
    )
    .body_not_signed("three headers are signed and nothing else")
    .content(&[
        Part::Timestamp,
        Part::Lit("|"),
        Part::Header("x-nonce"),
        Part::Lit("|"),
        Part::Header("x-webhook-id"),
    ])
    .timestamp(At::Header("x-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .event_id(&[At::Json("/eventID")])
    .event_type(&[At::Json("/type")])
    // The id is in the unsigned body: by the nonce, captured headers carry no second body.
    .identity(Identity::SignedId(At::Header("x-nonce")))
    .notes(&[
        "Fetch the object before you act on it.",
        "The form of X-Timestamp is not documented, so a delivery's age is not checked; a nonce counts once while done records are kept.",
    ]);
