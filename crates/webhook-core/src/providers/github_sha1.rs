//! GitHub (SHA-1).
//!
//! - Documentation: <https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers>
//! - github/docs
//! - hookdeck/webhook-skills github reference

use crate::scheme::{Algorithm, At, Evidence, Grammar, Identity, Scheme};

/// GitHub (SHA-1).
pub const GITHUB_SHA1: Scheme = Scheme::hmac(Algorithm::HmacSha1, "github-sha1", "x-hub-signature")
    .documented(
        "GitHub (SHA-1)",
        "https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers",
        Evidence::VendorDocs,
    )
    .grammar(Grammar::Whole { prefix: "sha1=" })
    .event_id(&[At::Header("x-github-delivery")])
    .event_type(&[At::Header("x-github-event")])
    .action(&[At::FormJson("payload", "/action"), At::Json("/action")])
    .identity(Identity::IdAndContent(
        At::Header("x-github-delivery"),
        &[At::Header("x-github-event")],
    ))
    .body_limit(25 * 1024 * 1024)
    .notes(&[
        "The older signature, for senders that have no other. GitHub itself sends both: use github.",
    ])
    .response_deadline_secs(10)
    .retry_horizon_secs(3 * 24 * 3600);
