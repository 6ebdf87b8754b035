//! Lago: the signature algorithm `jwt`, its default.
//!
//! - Documentation: <https://getlago.com/docs/api-reference/webhooks/format---signature>
//! - GitHub getlago/lago-api @1b1c24a `app/models/webhook.rb` (official sender)

use crate::scheme::{Algorithm, At, Evidence, HashForm, Identity, JwtRules, KeyFormat, Scheme};

/// Lago gives its tokens no time.
const RULES: JwtRules = JwtRules::new("data", HashForm::Whole).undated();

/// Lago, endpoints with the signature algorithm `jwt`.
pub const LAGO_JWT: Scheme =
    Scheme::jwt(Algorithm::JwtRs256, "lago-jwt", "x-lago-signature", RULES)
        .documented(
            "Lago (JWT)",
            "https://getlago.com/docs/api-reference/webhooks/format---signature",
            Evidence::VendorSource,
        )
        .key_format(KeyFormat::PublicKey)
        .event_id(&[At::Header("x-lago-unique-key")])
        .event_type(&[At::Json("/webhook_type")])
        .identity(Identity::IdAndContent(At::Header("x-lago-unique-key"), &[]))
        .notes(&[
            "The secret is the instance's public key, as PEM: GET /api/v1/webhooks/public_key answers with it in base64.",
            "The token holds the body, and a header of more than 8 KiB is refused: choose hmac for large events.",
        ]);
