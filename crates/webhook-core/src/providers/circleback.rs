//! Circleback.
//!
//! - Documentation: <https://circleback.ai/docs/webhook-integration>
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/circleback.ts` (independent
//!   verifier)

use crate::scheme::{Evidence, Scheme};

/// Circleback.
pub const CIRCLEBACK: Scheme = Scheme::hmac_sha256("circleback", "x-signature").documented(
    "Circleback",
    "https://circleback.ai/docs/webhook-integration",
    Evidence::ThirdParty,
);
