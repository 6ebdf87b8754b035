//! Smartcar.
//!
//! - Documentation: <https://smartcar.com/docs/integrations/webhooks/payload-verification>
//! - Endpoint check: <https://smartcar.com/docs/integrations/webhooks/callback-verification>, which does
//!   not say whether it is signed: it is answered either way
//! - The npm package `smartcar` 10.4.0 index.js hashChallenge / verifyPayload (official)
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Challenge, Evidence, Handshake, Identity, Reply, Scheme, When};

/// Smartcar.
pub const SMARTCAR: Scheme = Scheme::hmac_sha256("smartcar", "sc-signature")
    .documented(
        "Smartcar",
        "https://smartcar.com/docs/integrations/webhooks/payload-verification",
        Evidence::VendorSource,
    )
    .event_id(&[At::Json("/eventId")])
    .event_type(&[At::Json("/eventType")])
    .identity(Identity::SignedId(At::Json("/eventId")))
    .notes(&["/meta/deliveryId changes with each attempt."])
    .response_deadline_secs(15)
    .handshakes(&[Handshake {
        when: When::PostMember("/eventType", "VERIFY"),
        challenge: Challenge::Token(At::Json("/data/challenge")),
        reply: Reply::Signed {
            plain: None,
            signed: "challenge",
            prefix: "",
        },
    }]);
