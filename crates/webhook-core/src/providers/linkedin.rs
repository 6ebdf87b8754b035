//! LinkedIn.
//!
//! - Documentation: <https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Challenge, Evidence, Handshake, Part, Reply, Scheme, When};

/// LinkedIn.
pub const LINKEDIN: Scheme = Scheme::hmac_sha256("linkedin", "x-li-signature")
    .documented(
        "LinkedIn",
        "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/notificationId")])
    .content(&[Part::Lit("hmacsha256="), Part::Body])
    .event_type(&[At::Json("/type")])
    .handshakes(&[Handshake {
        when: When::Get,
        challenge: Challenge::Uuid(At::Query("challengeCode")),
        reply: Reply::Signed {
            plain: Some("challengeCode"),
            signed: "challengeResponse",
            prefix: "",
        },
    }])
    .retry_horizon_secs(8 * 3600);
