//! Shippo.
//!
//! - Documentation: <https://docs.goshippo.com/docs/tracking/webhooks/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub receivers via code search (4 agree)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// Shippo.
pub const SHIPPO: Scheme = Scheme::hmac_sha256("shippo", "shippo-auth-signature")
    .documented(
        "Shippo",
        "https://docs.goshippo.com/docs/tracking/webhooks/",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .event_type(&[At::Json("/event")])
    .notes(&["Signing is switched on by their support."]);
