//! Google Cloud Pub/Sub push, authenticated with OpenID Connect.
//!
//! - Documentation: <https://docs.cloud.google.com/pubsub/docs/authenticate-push-subscriptions>
//! - Retention: <https://docs.cloud.google.com/pubsub/docs/subscription-properties>
//! - Google's keys: <https://developers.google.com/identity/openid-connect/openid-connect#validatinganidtoken>
//! - The PyPI package `google-auth` 2.63.0 `google/oauth2/id_token.py` (official)

use crate::scheme::{
    Algorithm, At, ClaimRule, Configured, Evidence, Grammar, Identity, JwtRules, KeyFetch, KeyForm,
    KeyId, KeyUrl, Scheme,
};

const RULES: JwtRules = JwtRules::without_body().claims(&[
    ClaimRule::OneOf(
        "iss",
        &["https://accounts.google.com", "accounts.google.com"],
    ),
    ClaimRule::IsTrue("email_verified"),
    ClaimRule::Configured("aud", ""),
    ClaimRule::KeyId("email", ""),
]);

const KEYS: KeyFetch = KeyFetch::new(
    KeyUrl::Fixed("https://www.googleapis.com/oauth2/v3/certs"),
    KeyForm::Jwks,
)
.named(KeyId::Token);

/// Google Cloud Pub/Sub push. Configured is the subscription's audience, with the service account's
/// address as its key id.
pub const GOOGLE_PUBSUB: Scheme = Scheme::jwt_without_body("google-pubsub", "authorization", RULES)
    .documented(
        "Google Cloud Pub/Sub (push)",
        "https://docs.cloud.google.com/pubsub/docs/authenticate-push-subscriptions",
        Evidence::VendorSource,
    )
    .signed_with(Algorithm::JwtRs256)
    .grammar(Grammar::Whole { prefix: "Bearer " })
    .fetches_keys(KEYS)
    .configured(Configured {
        what: "the subscription's audience",
        is_one: |text| !text.is_empty(),
        example: "https://example.com/pubsub",
    })
    .event_id(&[At::Json("/message/messageId")])
    .identity(Identity::IdAndContent(At::Json("/message/messageId"), &[]))
    // As long as the subscription keeps messages: 7 days unless it is set otherwise.
    .retry_horizon_secs(7 * 24 * 3600)
    .notes(&[
        "Secret::new(audience).key_id(service_account): Google signs for everybody, so both must be yours.",
        "The token is valid for an hour and does not cover the body: TLS is what protects it.",
        "A subscription with payload unwrapping sends no envelope, and then no message id.",
    ]);
