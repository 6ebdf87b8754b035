//! Kinde.
//!
//! - Documentation: <https://docs.kinde.com/integrate/webhooks/webhooks-code-examples/>
//! - The npm package `@kinde/webhooks` 1.0.0 (official)

use crate::scheme::{
    Algorithm, At, ClaimRule, Configured, Evidence, Identity, JwtRules, KeyFetch, KeyForm, KeyId,
    KeyUrl, Scheme,
};

const RULES: JwtRules = JwtRules::without_body()
    .claims(&[ClaimRule::Configured("iss", "")])
    .undated();

/// Kinde: the body is a token. Configured is your domain, which issues it and publishes its keys.
pub const KINDE: Scheme = Scheme::jwt_in_body(Algorithm::JwtRs256, "kinde", RULES)
    .documented(
        "Kinde",
        "https://docs.kinde.com/integrate/webhooks/webhooks-code-examples/",
        Evidence::VendorSource,
    )
    .fetches_keys(
        KeyFetch::new(KeyUrl::Configured("/.well-known/jwks.json"), KeyForm::Jwks)
            .named(KeyId::Token),
    )
    .configured(Configured::BASE_URL)
    .event_id(&[At::Claim("/event_id")])
    .event_type(&[At::Claim("/type")])
    .identity(Identity::SignedId(At::Claim("/event_id")))
    .notes(&["The body is a JSON Web Token: Delivery::claims has what it says."]);
