//! Jobber.
//!
//! - Documentation: <https://developer.getjobber.com/docs/using_jobbers_api/setting_up_webhooks/>
//! - GitHub NangoHQ/nango @2f4c0af `packages/server/lib/webhook/jobber-webhook-routing.ts`
//!   (independent verifier)

use crate::scheme::{Encoding, Evidence, Scheme};

/// Jobber.
pub const JOBBER: Scheme = Scheme::hmac_sha256("jobber", "x-jobber-hmac-sha256")
    .documented(
        "Jobber",
        "https://developer.getjobber.com/docs/using_jobbers_api/setting_up_webhooks/",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64);
