//! Mux.
//!
//! - Documentation: <https://www.mux.com/docs/core/verify-webhook-signatures>
//! - The npm package `@mux/mux-node` 15.3.0 src/resources/webhooks/webhooks.ts (official)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme};

/// Mux.
pub const MUX: Scheme = Scheme::hmac_sha256("mux", "mux-signature")
    .documented(
        "Mux",
        "https://www.mux.com/docs/core/verify-webhook-signatures",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .event_id(&[At::Json("/id")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")));
