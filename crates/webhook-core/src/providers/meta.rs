//! Meta (Facebook, Instagram, Messenger, WhatsApp).
//!
//! - Documentation: <https://developers.facebook.com/docs/graph-api/webhooks/getting-started/>
//! - developers.facebook.com getting-started (verification part seen)
//! - fbsamples/graph-api-webhooks-samples heroku/index.js (sha1 sample)

use crate::scheme::{At, Challenge, Evidence, Grammar, Handshake, Reply, Scheme, When};

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
        "Several entries come in one request, each with its own ids.",
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
    }]);
