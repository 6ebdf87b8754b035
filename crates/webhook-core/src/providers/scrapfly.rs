//! Scrapfly.
//!
//! - Documentation: <https://scrapfly.io/docs/scrape-api/webhook>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Encoding, Evidence, Identity, Scheme};

/// Scrapfly.
pub const SCRAPFLY: Scheme = Scheme::hmac_sha256("scrapfly", "x-scrapfly-webhook-signature")
    .documented(
        "Scrapfly",
        "https://scrapfly.io/docs/scrape-api/webhook",
        Evidence::ThirdParty,
    )
    .encoding(Encoding::UpperHex)
    .event_id(&[At::Header("x-scrapfly-webhook-job-id")])
    .event_type(&[At::Header("x-scrapfly-webhook-resource-type")])
    .identity(Identity::IdAndContent(
        At::Header("x-scrapfly-webhook-job-id"),
        &[At::Header("x-scrapfly-webhook-resource-type")],
    ))
    .notes(&["The payload holds the signing secret at /context/webhook/secret: do not log it."])
    .retry_horizon_secs(92_190);
