//! Oura.
//!
//! - Documentation: <https://cloud.ouraring.com/v2/docs#tag/Webhook-Subscription-Routes>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{
    At, Challenge, Encoding, Evidence, Handshake, Part, Reply, Scheme, Statuses, TimeUnit, When,
};

/// Oura.
pub const OURA: Scheme = Scheme::hmac_sha256("oura", "x-oura-signature")
    .documented(
        "Oura",
        "https://cloud.ouraring.com/v2/docs#tag/Webhook-Subscription-Routes",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::UpperHex)
    .content(&[Part::Timestamp, Part::Body])
    .timestamp(At::Header("x-oura-timestamp"))
    .time_unit(TimeUnit::Opaque)
    .event_type(&[At::Json("/data_type")])
    .notes(&["The unit of its timestamp is not documented, so its age is not checked."])
    .response_deadline_secs(10)
    .handshakes(&[Handshake {
        when: When::GetAgreed {
            token: "verification_token",
            with: &[],
        },
        challenge: Challenge::Token(At::Query("challenge")),
        reply: Reply::Json("challenge"),
    }])
    .final_statuses(&[Statuses::One(410)]);
