//! Dodo Payments.
//!
//! - Documentation: <https://docs.dodopayments.com/developer-resources/webhooks>
//! - The npm package `dodopayments` 2.52.0 src/resources/webhooks/webhooks.ts (official)
//! - GitHub Hookflo/tern @33855f2 `src/platforms/algorithms.ts` (independent verifier)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// Dodo Payments.
pub const DODO_PAYMENTS: Scheme = V1.renamed("dodo-payments", "Dodo Payments").documented(
    "Dodo Payments",
    "https://docs.dodopayments.com/developer-resources/webhooks",
    Evidence::VendorSource,
);
