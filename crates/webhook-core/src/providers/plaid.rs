//! Plaid.
//!
//! - Documentation: <https://plaid.com/docs/api/webhooks/webhook-verification/>

use crate::scheme::{
    Algorithm, At, Evidence, HashForm, JwtRules, KeyFetch, KeyForm, KeyId, KeyUrl, Scheme,
};

const RULES: JwtRules = JwtRules::new("request_body_sha256", HashForm::Hex);

const KEYS: KeyFetch = KeyFetch::new(
    KeyUrl::Fixed("https://production.plaid.com/webhook_verification_key/get"),
    KeyForm::Jwk("/key"),
)
.named(KeyId::Token)
.post(r#"{"key_id":"{kid}"}"#);

/// Plaid. Its keys are handed out to customers: the key source sends `PLAID-CLIENT-ID` and
/// `PLAID-SECRET`.
pub const PLAID: Scheme = Scheme::jwt(Algorithm::JwtEs256, "plaid", "plaid-verification", RULES)
    .documented(
        "Plaid",
        "https://plaid.com/docs/api/webhooks/webhook-verification/",
        Evidence::VendorDocs,
    )
    .fetches_keys(KEYS)
    .event_type(&[At::JsonJoin("/webhook_type", "/webhook_code")])
    .notes(&[
        "Give the key source your client id and secret: HttpKeys::new().header(\"plaid-client-id\", ..).header(\"plaid-secret\", ..).",
        "The sandbox has keys of its own: PLAID.keys_at(\"https://sandbox.plaid.com/webhook_verification_key/get\").",
        "One key signs for every customer: hold /item_id against the items you know.",
    ]);
