//! folk.
//!
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/folk-webhook-routing.ts`
//!   (independent verifier)

use super::standard_webhooks::V1;
use crate::scheme::{Evidence, Scheme};

/// folk.
pub const FOLK: Scheme = V1
    .renamed("folk", "folk")
    .documented(
        "folk",
        "https://github.com/NangoHQ/nango/blob/2f4c0af/packages/server/lib/webhook/folk-webhook-routing.ts",
        Evidence::ThirdParty,
    );
