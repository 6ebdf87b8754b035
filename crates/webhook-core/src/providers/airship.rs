//! Airship.
//!
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Part, Scheme};

/// Airship.
pub const AIRSHIP: Scheme = Scheme::hmac_sha256("airship", "x-ua-signature")
    .documented(
        "Airship",
        "https://github.com/webhook-co/webhook/blob/de3aa4e/packages/webhooks-spec/src/adapters/config.ts",
        Evidence::ThirdParty,
    )
    .content(&[Part::Timestamp, Part::Lit(":"), Part::Body])
    .timestamp(At::Header("x-ua-timestamp"));
