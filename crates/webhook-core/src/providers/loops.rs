//! Loops.
//!
//! - Documentation: <https://loops.so/docs/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/loops.ts` (independent
//!   verifier)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// Loops.
pub const LOOPS: Scheme = V1.renamed("loops", "Loops").documented(
    "Loops",
    "https://loops.so/docs/webhooks",
    Evidence::ThirdParty,
);
