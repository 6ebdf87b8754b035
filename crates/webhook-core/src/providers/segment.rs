//! Segment.
//!
//! - Documentation: <https://segment.com/docs/connections/destinations/catalog/webhooks/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Algorithm, At, Evidence, Scheme};

/// Segment.
pub const SEGMENT: Scheme = Scheme::hmac(Algorithm::HmacSha1, "segment", "x-signature")
    .documented(
        "Segment",
        "https://segment.com/docs/connections/destinations/catalog/webhooks/",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/messageId")])
    .event_type(&[At::Json("/type")]);
