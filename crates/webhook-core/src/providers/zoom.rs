//! Zoom.
//!
//! - Documentation: <https://developers.zoom.us/docs/api/webhooks/>
//! - zoom/webhook-sample index.js
//! - help.moveworks.com Zoom example; blog.ast.moe (72 h)
//! - Three seconds to answer, retries after 5, 20 and 60 minutes: <https://developers.zoom.us/blog/webhook-delays>

use crate::scheme::{At, Challenge, Evidence, Grammar, Handshake, Part, Reply, Scheme, When};

/// Zoom.
pub const ZOOM: Scheme = Scheme::hmac_sha256("zoom", "x-zm-signature")
    .documented(
        "Zoom",
        "https://developers.zoom.us/docs/api/webhooks/",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Whole { prefix: "v0=" })
    .content(&[
        Part::Lit("v0:"),
        Part::Timestamp,
        Part::Lit(":"),
        Part::Body,
    ])
    .timestamp(At::Header("x-zm-request-timestamp"))
    .event_type(&[At::Json("/event")])
    .response_deadline_secs(3)
    .handshakes(&[Handshake {
        when: When::VerifiedMember("/event", "endpoint.url_validation"),
        challenge: Challenge::Token(At::Json("/payload/plainToken")),
        reply: Reply::Signed {
            plain: Some("plainToken"),
            signed: "encryptedToken",
            prefix: "",
        },
    }])
    .retry_horizon_secs(85 * 60);
