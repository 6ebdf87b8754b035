//! X.
//!
//! - Documentation: <https://docs.x.com/x-api/webhooks/quickstart>
//! - xdevplatform/docs x-api/webhooks/introduction.mdx and quickstart.mdx (2026-08)
//! - developer.x.com enterprise activity-retries

use crate::scheme::{At, Challenge, Encoding, Evidence, Grammar, Handshake, Reply, Scheme, When};

/// X.
pub const X: Scheme = Scheme::hmac_sha256("x", "x-twitter-webhooks-signature")
    .documented(
        "X",
        "https://docs.x.com/x-api/webhooks/quickstart",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .encoding(Encoding::Base64)
    .notes(&["The URL may not name a port."])
    .response_deadline_secs(10)
    .handshakes(&[Handshake {
        when: When::Get,
        challenge: Challenge::Token(At::Query("crc_token")),
        reply: Reply::Signed {
            plain: None,
            signed: "response_token",
            prefix: "sha256=",
        },
    }])
    .retry_horizon_secs(5 * 60);
