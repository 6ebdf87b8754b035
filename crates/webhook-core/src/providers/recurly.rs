//! Recurly.
//!
//! - Documentation: <https://docs.recurly.com/recurly-subscriptions/docs/signature-verification>
//! - GitHub hookdeck/webhook-skills `skills/recurly-webhooks/SKILL.md`
//! - verihook provider source (code search)
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)
//! - Ten retries, the n-th after 10 + n · 2^(n+5) seconds: <https://docs.recurly.com/recurly-subscriptions/docs/automatic-retries>

use crate::scheme::{At, Evidence, Grammar, Identity, Part, Scheme, TimeUnit};

/// Recurly.
pub const RECURLY: Scheme = Scheme::hmac_sha256("recurly", "recurly-signature")
    .documented(
        "Recurly",
        "https://docs.recurly.com/recurly-subscriptions/docs/signature-verification",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::TimestampFirst { separator: ',' })
    .event_id(&[At::Header("recurly-notification-id")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Milliseconds)
    .identity(Identity::IdAndContent(
        At::Header("recurly-notification-id"),
        &[],
    ))
    .notes(&["XML webhooks are unsigned; this is for JSON ones."])
    .retry_horizon_secs(262_308);
