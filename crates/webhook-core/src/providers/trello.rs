//! Trello.
//!
//! - Documentation: <https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/#webhook-signatures>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Trello/TrelloTriggerHelpers.js
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{
    Algorithm, At, Challenge, Encoding, Evidence, Handshake, Part, Reply, Scheme, When,
};

/// Trello.
pub const TRELLO: Scheme = Scheme::hmac(Algorithm::HmacSha1, "trello", "x-trello-webhook")
    .documented(
        "Trello",
        "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/#webhook-signatures",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_id(&[At::Json("/action/id")])
    .content(&[Part::Body, Part::Url])
    .event_type(&[At::Json("/action/type")])
    .notes(&["The callback URL is signed as it was registered, after the body."])
    .handshakes(&[Handshake {
        when: When::Head,
        challenge: Challenge::None,
        reply: Reply::Text,
    }])
    .retry_horizon_secs(210);
