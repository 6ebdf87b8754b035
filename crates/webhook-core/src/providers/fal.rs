//! fal.
//!
//! - Documentation, with ten retries within two hours:
//!   <https://docs.fal.ai/model-apis/model-endpoints/webhooks>

use crate::scheme::{
    Algorithm, At, Configured, Evidence, Identity, KeyFetch, KeyForm, KeyUrl, Part, Scheme,
};

/// fal. Configured is your user id.
pub const FAL: Scheme = Scheme::hmac(Algorithm::Ed25519, "fal", "x-fal-webhook-signature")
    .documented(
        "fal",
        "https://docs.fal.ai/model-apis/model-endpoints/webhooks",
        Evidence::VendorDocs,
    )
    .fetches_keys(KeyFetch::new(
        KeyUrl::Fixed("https://rest.alpha.fal.ai/.well-known/jwks.json"),
        KeyForm::Jwks,
    ))
    .configured(Configured {
        what: "your user id",
        is_one: |text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic()),
        example: "auth0|5f9a3c0b1d2e4f0069c3b7a8",
    })
    // In the header's place stands what is configured: the keys sign for every user.
    .content(&[
        Part::Header("x-fal-webhook-request-id"),
        Part::Lit("\n"),
        Part::Secret,
        Part::Lit("\n"),
        Part::Timestamp,
        Part::Lit("\n"),
        Part::BodySha256Hex,
    ])
    .timestamp(At::Header("x-fal-webhook-timestamp"))
    .event_id(&[At::Header("x-fal-webhook-request-id")])
    .event_type(&[At::Json("/status")])
    .identity(Identity::SignedId(At::Header("x-fal-webhook-request-id")))
    .facts(&["x-fal-webhook-user-id"])
    .notes(&["The same keys sign for every user: the user id that is signed must be the one configured."])
    .retry_horizon_secs(2 * 3600);
