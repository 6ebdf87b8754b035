//! Netlify.
//!
//! - Documentation: <https://docs.netlify.com/deploy/deploy-notifications/#payload-signature>
//! - docs.netlify.com deploy notifications (top part)
//! - simstudioai/sim pull 4518; jamietanna www-api MR 158

use crate::scheme::{At, ClaimRule, Evidence, HashForm, JwtRules, Scheme};

const RULES: JwtRules = JwtRules::new("sha256", HashForm::Hex)
    .claims(&[ClaimRule::OneOf("iss", &["netlify"])])
    .undated();

/// Netlify.
pub const NETLIFY: Scheme = Scheme::jwt_hs256("netlify", "x-webhook-signature", RULES)
    .documented(
        "Netlify",
        "https://docs.netlify.com/deploy/deploy-notifications/#payload-signature",
        Evidence::VendorDocs,
    )
    .event_type(&[At::Json("/state"), At::Header("x-netlify-event")])
    .notes(&[
        "Its tokens hold no time: a captured request is as good as new, and only deduplication stands against it.",
        "/id is the deploy, which has several states.",
    ]);
