//! Front.
//!
//! - Documentation: <https://dev.frontapp.com/docs/application-webhooks> (signature and validation)
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{
    At, Challenge, Encoding, Evidence, Handshake, Part, Reply, Scheme, Statuses, TimeUnit, When,
};

/// Front.
pub const FRONT: Scheme = Scheme::hmac_sha256("front", "x-front-signature")
    .documented(
        "Front",
        "https://dev.frontapp.com/docs/application-webhooks",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .content(&[Part::Timestamp, Part::Lit(":"), Part::Body])
    .timestamp(At::Header("x-front-request-timestamp"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/type")])
    .notes(&["Webhooks of rules are signed otherwise: use front-rules."])
    .handshakes(&[Handshake {
        when: When::VerifiedMember("/type", "sync"),
        challenge: Challenge::Token(At::Header("x-front-challenge")),
        reply: Reply::Text,
    }])
    .final_statuses(&[
        Statuses::Range(400, 407),
        Statuses::Range(409, 428),
        Statuses::Range(430, 499),
        Statuses::Range(501, 599),
    ]);
