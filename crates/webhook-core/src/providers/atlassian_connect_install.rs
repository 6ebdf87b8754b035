//! Atlassian Connect: the `installed` and `uninstalled` callbacks, which hand over a tenant's secret.
//!
//! - Documentation: <https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/>
//! - The npm package `atlassian-connect-express` 11.5.3 lib/middleware/verify-installation.js (official)

use crate::scheme::{
    Algorithm, At, ClaimRule, Configured, Evidence, Grammar, JwtRules, KeyFetch, KeyForm, KeyId,
    KeyUrl, Scheme, UrlClaim,
};

const RULES: JwtRules = JwtRules::without_body()
    .claims(&[
        ClaimRule::Configured("aud", ""),
        ClaimRule::Body("iss", "/clientKey"),
    ])
    .url(UrlClaim::Qsh("qsh"));

/// Atlassian Connect's installation callbacks; needs the public URL. Configured is the app's base URL.
pub const ATLASSIAN_CONNECT_INSTALL: Scheme =
    Scheme::jwt_without_body("atlassian-connect-install", "authorization", RULES)
        .documented(
            "Atlassian Connect (installation)",
            "https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/",
            Evidence::VendorSource,
        )
        .signed_with(Algorithm::JwtRs256)
        .grammar(Grammar::Whole { prefix: "JWT " })
        .fetches_keys(
            KeyFetch::new(
                KeyUrl::ById("https://connect-install-keys.atlassian.com/"),
                KeyForm::PublicKey(""),
            )
            .named(KeyId::Token),
        )
        .configured(Configured::BASE_URL)
        .event_type(&[At::Json("/eventType")])
        .notes(&[
            "The body has the tenant's sharedSecret, and is not signed: the token binds /clientKey alone.",
            "Path and query count from the app's base URL on: leave a path of its own out of the public URL.",
        ]);
