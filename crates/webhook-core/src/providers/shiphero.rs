//! ShipHero.
//!
//! - Documentation: <https://developer.shiphero.com/webhooks/#webhook_verification>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Encoding, Evidence, Identity, Scheme};

/// ShipHero.
pub const SHIPHERO: Scheme = Scheme::hmac_sha256("shiphero", "x-shiphero-hmac-sha256")
    .documented(
        "ShipHero",
        "https://developer.shiphero.com/webhooks/#webhook_verification",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_id(&[At::Header("x-shiphero-message-id")])
    .event_type(&[At::Json("/webhook_type")])
    .identity(Identity::IdAndContent(At::Header("x-shiphero-message-id"), &[]))
    .notes(&["Wants a JSON answer with code and Status."])
    .response_deadline_secs(10);
