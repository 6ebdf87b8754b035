//! Zapier webhooks action.
//!
//! - Documentation: <https://help.zapier.com/hc/en-us/articles/8496326446989>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/bespoke` (independent
//!   verifier)

use crate::scheme::{Evidence, Scheme};

/// Zapier webhooks action.
pub const ZAPIER: Scheme = Scheme::token("zapier", "authorization")
    .documented(
        "Zapier webhooks action",
        "https://help.zapier.com/hc/en-us/articles/8496326446989",
        Evidence::ThirdParty,
    )
    .notes(&["Choose Authorization as the header; the secret is its whole value."]);
