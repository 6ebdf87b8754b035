//! Pipedrive.
//!
//! - Documentation: <https://pipedrive.readme.io/docs/guide-for-webhooks-v2>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{At, Evidence, Scheme};

/// Pipedrive.
pub const PIPEDRIVE: Scheme = Scheme::basic("pipedrive")
    .documented(
        "Pipedrive",
        "https://pipedrive.readme.io/docs/guide-for-webhooks-v2",
        Evidence::ThirdParty,
    )
    .event_type(&[At::JsonJoin("/meta/entity", "/meta/action")])
    .notes(&["Three days without a success end the webhook."])
    .retry_horizon_secs(183);
