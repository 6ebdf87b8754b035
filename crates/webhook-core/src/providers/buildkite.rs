//! Buildkite.
//!
//! - Documentation: <https://buildkite.com/docs/apis/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// Buildkite.
pub const BUILDKITE: Scheme = Scheme::hmac_sha256("buildkite", "x-buildkite-signature")
    .documented(
        "Buildkite",
        "https://buildkite.com/docs/apis/webhooks",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "signature",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("timestamp"))
    .event_type(&[At::Json("/event"), At::Header("x-buildkite-event")]);
