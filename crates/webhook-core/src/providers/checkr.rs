//! Checkr.
//!
//! - Documentation: <https://docs.checkr.com/#section/Webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/checkr-partner-webhook-routing.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Scheme};

/// Checkr.
pub const CHECKR: Scheme = Scheme::hmac_sha256("checkr", "x-checkr-signature")
    .documented(
        "Checkr",
        "https://docs.checkr.com/#section/Webhooks",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")]);
