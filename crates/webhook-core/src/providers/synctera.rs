//! Synctera.
//!
//! - Documentation: <https://docs.synctera.com/docs/webhooks-guide>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// Synctera.
pub const SYNCTERA: Scheme = Scheme::hmac_sha256("synctera", "synctera-signature")
    .documented(
        "Synctera",
        "https://docs.synctera.com/docs/webhooks-guide",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::List {
        separator: '.',
        prefix: "",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::Header("request-timestamp"))
    .notes(&["Two signatures joined by a dot are sent while a secret rolls."])
    .response_deadline_secs(5)
    .retry_horizon_secs(55 * 3600);
