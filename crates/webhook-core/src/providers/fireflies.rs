//! Fireflies.
//!
//! - Documentation: <https://docs.fireflies.ai/graphql-api/webhooks-v2>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/fireflies.ts` (independent
//!   verifier)

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme};

/// Fireflies.
pub const FIREFLIES: Scheme = Scheme::hmac_sha256("fireflies", "x-hub-signature")
    .documented(
        "Fireflies",
        "https://docs.fireflies.ai/graphql-api/webhooks-v2",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Header("x-webhook-delivery-id")])
    .event_type(&[At::Json("/event")])
    .identity(Identity::IdAndContent(
        At::Header("x-webhook-delivery-id"),
        &[],
    ))
    .notes(&["Without a secret there is no signature, and the delivery is refused here."])
    .response_deadline_secs(10);
