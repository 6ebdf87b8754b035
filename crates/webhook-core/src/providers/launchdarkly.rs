//! LaunchDarkly.
//!
//! - Documentation: <https://launchdarkly.com/docs/integrations/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Scheme};

/// LaunchDarkly.
pub const LAUNCHDARKLY: Scheme = Scheme::hmac_sha256("launchdarkly", "x-ld-signature")
    .documented(
        "LaunchDarkly",
        "https://launchdarkly.com/docs/integrations/webhooks",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/_id")])
    .event_type(&[At::Json("/kind")]);
