//! Attio.
//!
//! - Documentation: <https://docs.attio.com/rest-api/guides/webhooks>
//! - GitHub triggerdotdev/trigger.dev `2026-08-21` internal-packages/webhook-sources/src/registry
//!   (independent catalogue)
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/attio-webhook-routing.ts`
//!   (independent verifier)
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/attio.ts` (independent
//!   verifier)

use crate::scheme::{At, Batch, Evidence, Scheme};

/// Attio.
pub const ATTIO: Scheme = Scheme::hmac_sha256("attio", "attio-signature")
    .documented(
        "Attio",
        "https://docs.attio.com/rest-api/guides/webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/events/0/event_type")])
    .notes(&["The same signature is sent as X-Attio-Signature too."])
    .batch(Batch::at("/events").event_type(At::Json("/event_type")));
