//! Streak.
//!
//! - Documentation: <https://github.com/NangoHQ/nango/blob/2f4c0af/packages/server/lib/webhook/streak-webhook-routing.ts>
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/streak-webhook-routing.ts`
//!   (independent verifier)

use crate::scheme::{Evidence, Scheme};

/// Streak.
pub const STREAK: Scheme = Scheme::token("streak", "x-streak-webhook-token")
    .documented(
        "Streak",
        "https://github.com/NangoHQ/nango/blob/2f4c0af/packages/server/lib/webhook/streak-webhook-routing.ts",
        Evidence::ThirdParty,
    );
