//! ShipHero.
//!
//! - Documentation: <https://developer.shiphero.com/webhooks/#webhook_verification>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Encoding, Evidence, Identity, Scheme, SuccessAnswer};

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
    .identity(Identity::IdAndContent(
        At::Header("x-shiphero-message-id"),
        &[],
    ))
    .response_deadline_secs(10)
    .success_answer(SuccessAnswer::by_handler(
        "JSON with the code 200 and the Status Success",
    ));
