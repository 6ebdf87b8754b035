//! monday.com.
//!
//! - Documentation: <https://developer.monday.com/apps/docs/integration-authorization>
//! - Endpoint check: <https://developer.monday.com/api-reference/docs/webhooks>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/bespoke/monday.ts`
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - Three minutes to answer: <https://developer.monday.com/apps/changelog/webhook-integration-new-3-minute-timeout-policy>

use crate::scheme::{At, Challenge, Evidence, Handshake, JwtRules, Reply, Scheme, UrlClaim, When};

const RULES: JwtRules = JwtRules::without_body().url(UrlClaim::Plain("aud"));

/// monday.com.
pub const MONDAY: Scheme = Scheme::jwt_without_body("monday", "authorization", RULES)
    .documented(
        "monday.com",
        "https://developer.monday.com/apps/docs/integration-authorization",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/event/triggerUuid")])
    .event_type(&[At::Json("/event/type")])
    .notes(&[
        "The token does not bind the body: fetch the item before you act on it.",
        "Webhooks made with a personal token carry no token, and are refused here.",
    ])
    .handshakes(&[Handshake {
        when: When::Post,
        challenge: Challenge::Token(At::Json("/challenge")),
        reply: Reply::Json("challenge"),
    }])
    .retry_horizon_secs(30 * 60)
    .response_deadline_secs(180);
