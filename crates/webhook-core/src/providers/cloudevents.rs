//! CloudEvents over HTTP webhooks, with a bearer token.
//!
//! - Delivery, authorization and abuse protection:
//!   <https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md>
//! - Attributes in headers and in JSON:
//!   <https://github.com/cloudevents/spec/blob/main/cloudevents/bindings/http-protocol-binding.md>
//! - GitHub cloudevents/spec `cloudevents/http-webhook.md` @0b058d07

use crate::scheme::{At, Challenge, Evidence, Grammar, Handshake, Identity, Reply, Scheme, When};

/// CloudEvents over HTTP webhooks, authenticated by a bearer token.
pub const CLOUDEVENTS: Scheme = Scheme::token("cloudevents", "authorization")
    .documented(
        "CloudEvents webhooks",
        "https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "Bearer " })
    .event_id(&[At::Header("ce-id"), At::Json("/id")])
    .event_type(&[At::Header("ce-type"), At::Json("/type")])
    // An id is one of its source; in the structured mode both are part of the content.
    .identity(Identity::IdAndContent(
        At::Header("ce-id"),
        &[At::Header("ce-source"), At::Header("ce-type")],
    ))
    .facts(&["ce-source", "ce-subject", "ce-time", "webhook-request-origin"])
    .handshakes(&[Handshake {
        when: When::Options,
        challenge: Challenge::Token(At::Header("webhook-request-origin")),
        reply: Reply::Origin,
    }])
    .notes(&["The OPTIONS by which a sender asks to deliver proves nothing about it: the token does."]);
