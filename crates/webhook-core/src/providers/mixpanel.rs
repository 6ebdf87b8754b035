//! Mixpanel cohort sync.
//!
//! - Documentation: <https://docs.mixpanel.com/docs/cohort-sync/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/bespoke` (independent
//!   verifier)

use crate::scheme::{Evidence, Scheme};

/// Mixpanel cohort sync.
pub const MIXPANEL: Scheme = Scheme::basic("mixpanel").documented(
    "Mixpanel cohort sync",
    "https://docs.mixpanel.com/docs/cohort-sync/webhooks",
    Evidence::ThirdParty,
);
