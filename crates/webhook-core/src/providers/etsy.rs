//! Etsy.
//!
//! - Documentation: <https://developers.etsy.com/documentation/essentials/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// Etsy.
pub const ETSY: Scheme = V1.renamed("etsy", "Etsy").documented(
    "Etsy",
    "https://developers.etsy.com/documentation/essentials/webhooks",
    Evidence::ThirdParty,
);
