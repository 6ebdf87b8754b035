//! Okta event hooks.
//!
//! - Documentation: <https://developer.okta.com/docs/concepts/event-hooks/>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook `apps/engine/src/handshake.ts`

use crate::scheme::{At, Batch, Challenge, Evidence, Handshake, Reply, Scheme, When};

/// Okta event hooks.
pub const OKTA: Scheme = Scheme::token("okta", "authorization")
    .documented(
        "Okta event hooks",
        "https://developer.okta.com/docs/concepts/event-hooks/",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/eventId")])
    .event_type(&[At::Json("/data/events/0/eventType")])
    .notes(&["The secret is the whole value of the header; choose Authorization as its name."])
    .batch(
        Batch::at("/data/events")
            .id("/uuid")
            .event_type(At::Json("/eventType")),
    )
    .response_deadline_secs(3)
    .handshakes(&[Handshake {
        when: When::Get,
        challenge: Challenge::Token(At::Header("x-okta-verification-challenge")),
        reply: Reply::Json("verification"),
    }]);
