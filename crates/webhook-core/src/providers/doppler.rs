//! Doppler.
//!
//! - Documentation: <https://docs.doppler.com/docs/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub Hookflo/tern @33855f2 `src/platforms/algorithms.ts` (independent verifier)

use crate::scheme::{Evidence, Grammar, Scheme};

/// Doppler.
pub const DOPPLER: Scheme = Scheme::hmac_sha256("doppler", "x-doppler-signature")
    .documented(
        "Doppler",
        "https://docs.doppler.com/docs/webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" });
