//! Flexport.
//!
//! - Documentation: <https://developers.flexport.com/faq/webhooks/>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Grammar, Scheme};

/// Flexport.
pub const FLEXPORT: Scheme = Scheme::hmac_sha256("flexport", "x-hub-signature-256")
    .documented(
        "Flexport",
        "https://developers.flexport.com/faq/webhooks/",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_type(&[At::Json("/type")])
    .notes(&["The older X-Hub-Signature with SHA-1 is not read."]);
