//! Sanity.
//!
//! - Documentation: <https://www.sanity.io/docs/webhooks>
//! - The npm package `@sanity/webhook` 4.0.4 dist/index.mjs (official)
//! - Two retries after 30 seconds, for 429 and 5xx: <https://www.sanity.io/docs/changelog/50ec6abf-fe0c-475b-ae72-314148860132>

use crate::scheme::{At, Encoding, Evidence, Grammar, Identity, Part, Scheme, Statuses, TimeUnit};

/// Sanity.
pub const SANITY: Scheme = Scheme::hmac_sha256("sanity", "sanity-webhook-signature")
    .documented(
        "Sanity",
        "https://www.sanity.io/docs/webhooks",
        Evidence::VendorSource,
    )
    .grammar(Grammar::PairGroups { signature: "v1" })
    .encoding(Encoding::Base64Url)
    .event_id(&[At::Header("idempotency-key")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/_type")])
    .identity(Identity::IdAndContent(At::Header("idempotency-key"), &[]))
    .facts(&["sanity-operation"])
    .response_deadline_secs(30)
    .retry_horizon_secs(60)
    .final_statuses(Statuses::CLIENT_ERRORS_BUT_429);
