//! Meta (Facebook, Instagram, Messenger, WhatsApp).
//!
//! - Documentation: <https://developers.facebook.com/docs/graph-api/webhooks/getting-started/>
//! - developers.facebook.com getting-started (verification part seen)
//! - Retries: 36 hours, WhatsApp's up to 7 days, by the getting-started pages of both
//! - fbsamples/graph-api-webhooks-samples heroku/index.js (sha1 sample)
//! - Which member tells what a message of Messenger is: the pages below
//!   <https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events>
//! - Instagram's entries may be a change themselves:
//!   <https://developers.facebook.com/documentation/instagram-platform/webhooks/examples>

use crate::scheme::{At, Batch, Challenge, Evidence, Grammar, Handshake, Reply, Scheme, When};

/// What an entry brings: changes of fields, WhatsApp's with messages inside, or Messenger's messages.
const IN_AN_ENTRY: &[Batch] = &[
    Batch::at("/changes")
        .event_type(At::Json("/field"))
        .within(&[Batch::at("/value/messages")
            .id("/id")
            .event_type(At::Json("/type"))]),
    Batch::at("/messaging")
        .id("/message/mid")
        .event_type_member(MESSENGER, &["sender", "recipient", "timestamp"]),
];

/// What a message of Messenger or Instagram is.
const MESSENGER: &[&str] = &[
    "message",
    "message_edit",
    "reaction",
    "postback",
    "referral",
    "optin",
    "delivery",
    "read",
    "account_linking",
    "game_play",
    "messaging_feedback",
    "response_feedback",
    "policy_enforcement",
    "app_roles",
    "pass_thread_control",
    "take_thread_control",
    "request_thread_control",
];

/// What an entry may have that does not tell what it is. `standby` is none of it: another app answers
/// these conversations, so that they must not look like its messages.
const AROUND_AN_ENTRY: &[&str] = &[
    "id",
    "uid",
    "time",
    "changes",
    "changed_fields",
    "messaging",
    "field",
    "value",
];

/// Meta (Facebook, Instagram, Messenger, WhatsApp).
pub const META: Scheme = Scheme::hmac_sha256("meta", "x-hub-signature-256")
    .documented(
        "Meta (Facebook, Instagram, Messenger, WhatsApp)",
        "https://developers.facebook.com/docs/graph-api/webhooks/getting-started/",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_type(&[At::Json("/entry/0/changes/0/field"), At::Json("/object")])
    .notes(&[
        "Several entries come in one request: the items are their messages, each with its own id, or their changes.",
        "The body is signed as it is sent, with its \\u escapes.",
    ])
    .retry_horizon_secs(7 * 24 * 3600)
    .handshakes(&[Handshake {
        when: When::GetAgreed {
            token: "hub.verify_token",
            with: &[("hub.mode", "subscribe")],
        },
        challenge: Challenge::Token(At::Query("hub.challenge")),
        reply: Reply::Text,
    }])
    .batch(
        Batch::at("/entry")
            .event_type(At::Json("/field"))
            .event_type_member(&["standby"], AROUND_AN_ENTRY)
            .within(IN_AN_ENTRY),
    );
