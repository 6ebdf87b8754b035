//! Airtable.
//!
//! - Documentation: <https://airtable.com/developers/web/api/webhooks-overview>
//! - PyPI pyairtable 3.5.1 pyairtable/models/webhook.py
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{Base64Prefix, Evidence, Grammar, KeyFormat, Scheme};

/// Airtable.
pub const AIRTABLE: Scheme = Scheme::hmac_sha256("airtable", "x-airtable-content-mac")
    .documented(
        "Airtable",
        "https://airtable.com/developers/web/api/webhooks-overview",
        Evidence::ThirdParty,
    )
    .key_format(KeyFormat::Base64(Base64Prefix::None))
    .grammar(Grammar::Whole {
        prefix: "hmac-sha256=",
    })
    .notes(&[
        "A ping without content: fetch the payloads with the cursor you stored.",
        "A webhook expires after 7 days unless it is refreshed.",
    ])
    .response_deadline_secs(25)
    .retry_horizon_secs(24 * 3600);
