//! JobDiva.
//!
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/jobdiva-webhook-routing.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, Evidence, Grammar, Scheme};

/// JobDiva.
pub const JOBDIVA: Scheme = Scheme::hmac(Algorithm::HmacSha1, "jobdiva", "x-hub-signature")
    .documented(
        "JobDiva",
        "https://github.com/NangoHQ/nango/blob/2f4c0af/packages/server/lib/webhook/jobdiva-webhook-routing.ts",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha1=" });
