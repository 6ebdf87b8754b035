//! Granola.
//!
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/granola.ts` (independent
//!   verifier)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// Granola.
pub const GRANOLA: Scheme = V1.renamed("granola", "Granola").documented(
    "Granola",
    "https://github.com/simstudioai/sim/blob/0b232eb/apps/sim/lib/webhooks/providers/granola.ts",
    Evidence::ThirdParty,
);
