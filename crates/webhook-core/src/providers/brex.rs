//! Brex.
//!
//! - Documentation: <https://developer.brex.com/docs/webhooks/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// Brex.
pub const BREX: Scheme = V1
    .renamed("brex", "Brex")
    .documented(
        "Brex",
        "https://developer.brex.com/docs/webhooks/",
        Evidence::ThirdParty,
    )
    .notes(&["The secret is base64 without a prefix."]);
