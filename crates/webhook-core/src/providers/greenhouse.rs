//! Greenhouse Recruiting / Onboarding.
//!
//! - Documentation: <https://developers.greenhouse.io/onboarding_webhooks.html>
//! - <https://developers.greenhouse.io/onboarding_webhooks.html> (Onboarding page seen)
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/greenhouse.ts` (independent
//!   verifier)

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme};

/// Greenhouse Recruiting / Onboarding.
pub const GREENHOUSE: Scheme = Scheme::hmac_sha256("greenhouse", "signature")
    .documented(
        "Greenhouse Recruiting / Onboarding",
        "https://developers.greenhouse.io/onboarding_webhooks.html",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "sha256 " })
    .event_id(&[At::Header("greenhouse-event-id")])
    .identity(Identity::IdAndContent(
        At::Header("greenhouse-event-id"),
        &[],
    ));
