//! FusionAuth.
//!
//! - Documentation: <https://github.com/hookdeck/webhook-skills/blob/f8a4801/fusionauth-webhooks/references/verification.md>
//! - GitHub hookdeck/webhook-skills @f8a4801 `fusionauth-webhooks/references/verification.md`

use crate::scheme::{Evidence, HashForm, JwtRules, Scheme};

const RULES: JwtRules = JwtRules::new("request_body_sha256", HashForm::Base64).undated();

/// FusionAuth.
pub const FUSIONAUTH: Scheme = Scheme::jwt_hs256("fusionauth", "x-fusionauth-signature-jwt", RULES)
    .documented(
        "FusionAuth",
        "https://github.com/hookdeck/webhook-skills/blob/f8a4801/fusionauth-webhooks/references/verification.md",
        Evidence::ThirdParty,
    )
    .notes(&["For a signing key of the kind HMAC (HS256)."]);
