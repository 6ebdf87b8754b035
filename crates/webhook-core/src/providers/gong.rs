//! Gong: webhooks of automation rules.
//!
//! - Documentation: <https://help.gong.io/docs/prepare-your-receiving-application-to-receive-a-webhook-jwt-header>
//! - The rule's public key: <https://help.gong.io/docs/create-a-webhook-rule>
//! - GitHub gathertown/grapevine @2aa8e54 `connectors/gong/gong_webhook_handler.py` (independent
//!   verifier: the header is the token itself)
//! - GitHub simstudioai/sim @7b4a353 `apps/sim/lib/webhooks/providers/gong.ts` (independent verifier:
//!   the claims)

use crate::scheme::{Algorithm, Evidence, HashForm, JwtRules, KeyFormat, Scheme, UrlClaim};

const RULES: JwtRules =
    JwtRules::new("body_sha256", HashForm::Hex).url(UrlClaim::Plain("webhook_url"));

/// Gong; needs the public URL, as the rule has it.
pub const GONG: Scheme = Scheme::jwt(Algorithm::JwtRs256, "gong", "authorization", RULES)
    .documented(
        "Gong (automation rules)",
        "https://help.gong.io/docs/prepare-your-receiving-application-to-receive-a-webhook-jwt-header",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::PublicKey)
    .notes(&[
        "Set the rule's authentication to \"Signed JWT header\": its other method signs nothing.",
        "The secret is the rule's public key: each rule shows its own.",
        "Authorization is the token itself, without Bearer.",
    ]);
