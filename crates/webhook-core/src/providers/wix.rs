//! Wix apps.
//!
//! - Documentation: <https://dev.wix.com/docs/build-apps/develop-your-app/access/authentication/verify-requests-received-from-wix>
//! - Deadline and retries: dev.wix.com, webhook resend policy
//! - The npm package `@wix/sdk` 1.21.16 `build/auth/AppStrategy.js` (official)

use crate::scheme::{Algorithm, At, Evidence, JwtRules, KeyFormat, Scheme};

const RULES: JwtRules = JwtRules::without_body();

/// Wix apps: the body is a token, signed with the app's own key pair.
pub const WIX: Scheme = Scheme::jwt_in_body(Algorithm::JwtRs256, "wix", RULES)
    .documented(
        "Wix",
        "https://dev.wix.com/docs/build-apps/develop-your-app/access/authentication/verify-requests-received-from-wix",
        Evidence::VendorSource,
    )
    .key_format(KeyFormat::PublicKey)
    .event_type(&[At::ClaimText("/data", "/eventType")])
    .notes(&[
        "The secret is the app's public key, from its page.",
        "Answer within 1.25 seconds: let the inbox take it, or hand it to a queue.",
        "The body is a JSON Web Token whose claim data is JSON in a text, and that one's data again.",
    ]);
