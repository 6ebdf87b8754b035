//! Linq.
//!
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/linq.ts` (independent
//!   verifier)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// Linq.
pub const LINQ: Scheme = V1.renamed("linq", "Linq").documented(
    "Linq",
    "https://github.com/simstudioai/sim/blob/0b232eb/apps/sim/lib/webhooks/providers/linq.ts",
    Evidence::ThirdParty,
);
