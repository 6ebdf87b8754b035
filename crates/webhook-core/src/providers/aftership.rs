//! AfterShip Tracking.
//!
//! - Documentation: <https://www.aftership.com/docs/tracking/webhook/webhook-signature>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{Encoding, Evidence, Scheme};

/// AfterShip Tracking.
pub const AFTERSHIP: Scheme = Scheme::hmac_sha256("aftership", "aftership-hmac-sha256")
    .documented(
        "AfterShip Tracking",
        "https://www.aftership.com/docs/tracking/webhook/webhook-signature",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64);
