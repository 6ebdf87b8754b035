//! Zoho Desk.
//!
//! - Documentation: <https://desk.zoho.com/DeskAPIDocument#WebhookOverview>
//! - Five seconds to answer, and what a 410 does: <https://desk.zoho.com/support/WebhookDocument.do>
//! - GitHub simstudioai/sim @0b232eb `apps/sim/lib/webhooks/providers/zoho-desk.ts` (independent
//!   verifier)

use crate::scheme::{
    Algorithm, At, Batch, ClaimRule, Configured, Evidence, JwtRules, KeyFetch, KeyForm, KeyId,
    KeyUrl, Scheme, Statuses,
};

const RULES: JwtRules = JwtRules::without_body().claims(&[
    ClaimRule::KeyId("iss", "orgId:"),
    ClaimRule::Configured("aud", "webhookId:"),
]);

const KEYS: KeyFetch = KeyFetch::new(
    KeyUrl::Fixed("https://desk.zoho.com/.well-known/jwks.json"),
    KeyForm::Jwks,
)
.named(KeyId::Token);

/// Zoho Desk. Configured is the webhook's id, with the organisation's as its key id.
pub const ZOHO_DESK: Scheme = Scheme::jwt_without_body("zoho-desk", "x-zdesk-jwt", RULES)
    .documented(
        "Zoho Desk",
        "https://desk.zoho.com/DeskAPIDocument#WebhookOverview",
        Evidence::ThirdParty,
    )
    .signed_with(Algorithm::JwtRs256)
    .fetches_keys(KEYS)
    .configured(Configured {
        what: "the webhook's id",
        is_one: |text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric()),
        example: "4000000012345",
    })
    .event_type(&[At::Json("/0/eventType")])
    .batch(Batch::at("").event_type(At::Json("/eventType")))
    .notes(&[
        "Secret::new(webhook_id).key_id(organisation_id).",
        "Other data centres publish their keys on their own host: ZOHO_DESK.keys_at(..).",
        "The token does not cover the body.",
        "A 410 removes the webhook.",
    ])
    .response_deadline_secs(5)
    .final_statuses(&[Statuses::One(410)]);
