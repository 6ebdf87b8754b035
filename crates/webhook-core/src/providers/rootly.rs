//! Rootly.
//!
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/rootly.ts` (independent
//!   verifier)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// Rootly.
pub const ROOTLY: Scheme = Scheme::hmac_sha256("rootly", "x-rootly-signature")
    .documented(
        "Rootly",
        "https://github.com/simstudioai/sim/blob/0b232eb/apps/sim/lib/webhooks/providers/rootly.ts",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .content(&[Part::Timestamp, Part::Body])
    .timestamp(At::InSignature("t"));
