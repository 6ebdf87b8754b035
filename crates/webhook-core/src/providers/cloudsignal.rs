//! CloudSignal (Cloudprinter.com).
//!
//! - Documentation: <https://docs.cloudprinter.com/client/cloudsignal-webhooks-v2-0>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Scheme};

/// CloudSignal.
pub const CLOUDSIGNAL: Scheme = Scheme::token_in("cloudsignal", &[At::Json("/apikey")])
    .documented(
        "CloudSignal (Cloudprinter.com)",
        "https://docs.cloudprinter.com/client/cloudsignal-webhooks-v2-0",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/type")])
    .retry_horizon_secs(7 * 24 * 3600)
    .notes(&["The key stands in the body: remove it before you log or keep one."]);
