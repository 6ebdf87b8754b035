//! Zendesk.
//!
//! - Documentation: <https://developer.zendesk.com/documentation/webhooks/verifying/>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Zendesk/ZendeskTriggerHelpers.js
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Encoding, Evidence, Part, Scheme, Statuses, TimeUnit};

/// Zendesk.
pub const ZENDESK: Scheme = Scheme::hmac_sha256("zendesk", "x-zendesk-webhook-signature")
    .documented(
        "Zendesk",
        "https://developer.zendesk.com/documentation/webhooks/verifying/",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::Base64)
    .event_id(&[
        At::Header("x-zendesk-webhook-invocation-id"),
        At::Json("/id"),
    ])
    .content(&[Part::Timestamp, Part::Body])
    .timestamp(At::Header("x-zendesk-webhook-signature-timestamp"))
    .time_unit(TimeUnit::DateTime)
    .event_type(&[At::Json("/type")])
    .notes(&[
        "Test webhooks are signed with a published secret, which is never to be configured.",
        "The secret is used as text, though it looks like base64.",
    ])
    .response_deadline_secs(12)
    .final_statuses(&[
        Statuses::Range(400, 408),
        Statuses::Range(410, 428),
        Statuses::Range(430, 502),
        Statuses::Range(504, 599),
    ]);
