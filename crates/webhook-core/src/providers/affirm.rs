//! Affirm.
//!
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, At, Evidence, Grammar, Part, Scheme};

/// Affirm.
pub const AFFIRM: Scheme = Scheme::hmac(Algorithm::HmacSha512, "affirm", "x-affirm-signature")
    .documented(
        "Affirm",
        "https://github.com/webhook-co/webhook/blob/de3aa4e/packages/webhooks-spec/src/adapters/config.ts",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs { separator: ',', signature: "v0" })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"));
