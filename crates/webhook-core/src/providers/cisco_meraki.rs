//! Cisco Meraki.
//!
//! - Documentation: <https://developer.cisco.com/meraki/webhooks/introduction/#shared-secret>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Cisco Meraki.
pub const CISCO_MERAKI: Scheme = Scheme::token_in("cisco-meraki", &[At::Json("/sharedSecret")])
    .documented(
        "Cisco Meraki",
        "https://developer.cisco.com/meraki/webhooks/introduction/#shared-secret",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/alertId")])
    .event_type(&[At::Json("/alertTypeId")])
    .identity(Identity::IdAndContent(At::Json("/alertId"), &[]))
    .notes(&[
        "A payload template of your own must keep /sharedSecret where it is.",
        "The secret stands in the body: remove it before you log or keep one.",
    ]);
