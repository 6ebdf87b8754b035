//! Atlassian Connect: apps of Jira and Confluence.
//!
//! - Documentation: <https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/>
//! - Query string hash: <https://developer.atlassian.com/cloud/bitbucket/query-string-hash/>
//! - The npm package `atlassian-connect-express` 11.5.3 lib/middleware/authentication.js (official)
//! - The npm package `atlassian-jwt` 2.0.3 (official), which judged the vectors

use crate::scheme::{At, ClaimRule, Evidence, Grammar, JwtRules, Scheme, UrlClaim};

const RULES: JwtRules = JwtRules::without_body()
    .claims(&[ClaimRule::KeyIdIfSet("iss")])
    .url(UrlClaim::Qsh("qsh"));

/// Atlassian Connect; needs the public URL.
pub const ATLASSIAN_CONNECT: Scheme =
    Scheme::jwt_without_body("atlassian-connect", "authorization", RULES)
        .documented(
            "Atlassian Connect",
            "https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/",
            Evidence::VendorSource,
        )
        .grammar(Grammar::Whole { prefix: "JWT " })
        .event_type(&[At::Json("/webhookEvent")])
        .notes(&[
            "The token binds method, path and query, not the body: fetch the issue before you act on it.",
            "The secret is the sharedSecret of the tenant's installation; name its clientKey with \
             Secret::key_id, and the token must be its.",
            "Path and query count from the app's base URL on: leave a path of its own out of the public URL.",
            "The installed and uninstalled callbacks are signed with Atlassian's private key, and refused here.",
        ]);
