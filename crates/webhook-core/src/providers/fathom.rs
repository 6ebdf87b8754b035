//! Fathom.
//!
//! - Documentation: <https://developers.fathom.ai/webhooks>
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/fathom-webhook-routing.ts`
//!   (independent verifier)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// Fathom.
pub const FATHOM: Scheme = V1.renamed("fathom", "Fathom").documented(
    "Fathom",
    "https://developers.fathom.ai/webhooks",
    Evidence::ThirdParty,
);
