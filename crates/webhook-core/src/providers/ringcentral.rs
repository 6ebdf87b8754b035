//! RingCentral.
//!
//! - Documentation: <https://developers.ringcentral.com/guide/notifications/webhooks/receiving>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Scheme};

/// RingCentral.
pub const RINGCENTRAL: Scheme = Scheme::token("ringcentral", "verification-token")
    .documented(
        "RingCentral",
        "https://developers.ringcentral.com/guide/notifications/webhooks/receiving",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event")])
    .notes(&["Slow answers get the endpoint blocked."]);
