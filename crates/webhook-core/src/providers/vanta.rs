//! Vanta.
//!
//! - Documentation: <https://developer.vanta.com/docs/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use super::svix::SVIX;
use crate::scheme::{Evidence, Scheme};

/// Vanta.
pub const VANTA: Scheme = SVIX.renamed("vanta", "Vanta").documented(
    "Vanta",
    "https://developer.vanta.com/docs/webhooks",
    Evidence::ThirdParty,
);
