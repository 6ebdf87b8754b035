//! Retell AI.
//!
//! - Documentation: <https://docs.retellai.com/features/secure-webhook>
//! - The npm package `retell-sdk` 5.66.1 src/lib/webhook_auth.ts (official)
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)
//! - GitHub triggerdotdev/trigger.dev `2026-08-21` internal-packages/webhook-sources/src/registry
//!   (independent catalogue)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme, TimeUnit};

/// Retell AI.
pub const RETELL: Scheme = Scheme::hmac_sha256("retell", "x-retell-signature")
    .documented(
        "Retell AI",
        "https://docs.retellai.com/features/secure-webhook",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "d",
    })
    .content(&[Part::Body, Part::Timestamp])
    .timestamp(At::InSignature("v"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/event")])
    .response_deadline_secs(10);
