//! GitHub: repository, organisation, App, Marketplace and Sponsors webhooks, JSON or form.
//!
//! - Signature: <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries>
//! - Headers and the 25 MB cap: <https://docs.github.com/en/webhooks/webhook-events-and-payloads>
//! - No automatic redelivery, manual for three days, 10 seconds to answer:
//!   <https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries>
//!
//! Only the SHA-256 header counts; the legacy SHA-1 one is ignored, never a fallback.

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme, SecretHint};

const FIX: &str = "use the secret that was entered in the webhook's settings";

/// GitHub.
pub const GITHUB: Scheme = Scheme::hmac_sha256("github", "x-hub-signature-256")
    .documented(
        "GitHub",
        "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
        Evidence::VendorSource,
    )
    .secret_hints(&[
        SecretHint::new("ghp_", "a personal access token", FIX),
        SecretHint::new("github_pat_", "a personal access token", FIX),
        SecretHint::new("ghs_", "an App's installation token", FIX),
        SecretHint::new("-----BEGIN", "an App's private key", FIX),
    ])
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .body_limit(25 * 1024 * 1024)
    .event_id(&[At::Header("x-github-delivery")])
    .event_type(&[At::Header("x-github-event")])
    // https://docs.github.com/en/webhooks/webhook-events-and-payloads
    .action(&[At::FormJson("payload", "/action"), At::Json("/action")])
    // The signature covers neither id nor event name, and two deliveries may well be alike.
    .identity(Identity::IdAndContent(
        At::Header("x-github-delivery"),
        &[At::Header("x-github-event")],
    ))
    .facts(&[
        "x-github-hook-id",
        "x-github-hook-installation-target-id",
        "x-github-hook-installation-target-type",
    ])
    .retry_horizon_secs(3 * 24 * 3600)
    .response_deadline_secs(10);
