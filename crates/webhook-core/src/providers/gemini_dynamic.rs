//! Google Gemini API: webhooks that a single job names (dynamic), which Google signs for everybody.
//!
//! - Documentation: <https://ai.google.dev/gemini-api/docs/webhooks>

use crate::scheme::{
    Algorithm, At, ClaimRule, Configured, Evidence, Identity, JwtRules, KeyFetch, KeyForm, KeyId,
    KeyUrl, Scheme,
};

const RULES: JwtRules = JwtRules::without_body().claims(&[ClaimRule::Configured("aud", "")]);

const KEYS: KeyFetch = KeyFetch::new(
    KeyUrl::Fixed("https://generativelanguage.googleapis.com/.well-known/jwks.json"),
    KeyForm::Jwks,
)
.named(KeyId::Token);

/// Google Gemini API, dynamic webhooks; static ones are [`GEMINI`](super::GEMINI).
pub const GEMINI_DYNAMIC: Scheme = Scheme::jwt_without_body(
    "gemini-dynamic",
    "webhook-signature",
    RULES,
)
.documented(
    "Google Gemini API (dynamic webhooks)",
    "https://ai.google.dev/gemini-api/docs/webhooks",
    Evidence::VendorDocs,
)
.signed_with(Algorithm::JwtRs256)
.fetches_keys(KEYS)
.configured(Configured {
    what: "the audience of its tokens",
    is_one: |text| !text.is_empty(),
    example: "https://example.com/gemini",
})
.event_id(&[At::Header("webhook-id")])
.event_type(&[At::Json("/type")])
.identity(Identity::IdAndContent(At::Header("webhook-id"), &[]))
.notes(&[
    "The token does not cover the body: TLS is what protects it. Read the job from the API.",
    "One key signs for every project: the audience must be yours.",
]);
