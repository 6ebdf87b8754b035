//! WebSub: what a hub distributes, signed under the subscription's `hub.secret`.
//!
//! - Signature: <https://www.w3.org/TR/websub/#authenticated-content-distribution>
//! - Verification of intent: <https://www.w3.org/TR/websub/#hub-verifies-intent>
//! - GitHub w3c/websub `index.html` (the recommendation's source)
//!
//! The hub names its algorithm in the header; the receiver decides which one it takes. This one takes
//! SHA-256, `websub-sha1` what most hubs send.

use crate::scheme::{At, Challenge, Evidence, Grammar, Handshake, Reply, Scheme, When};

/// WebSub, signed with SHA-256.
pub const WEBSUB: Scheme = Scheme::hmac_sha256("websub", "x-hub-signature")
    .documented("WebSub", "https://www.w3.org/TR/websub/", Evidence::VendorDocs)
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .facts(&["link"])
    .handshakes(&[Handshake {
        when: When::GetTopic,
        challenge: Challenge::Text(At::Query("hub.challenge")),
        reply: Reply::Text,
    }])
    .notes(&[
        "The secret is the subscription's hub.secret; without one a hub signs nothing, and is refused.",
        "A lease ends: subscribe again before hub.lease_seconds are over.",
    ]);
