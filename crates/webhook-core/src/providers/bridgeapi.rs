//! Bridge API.
//!
//! - Documentation: <https://docs.bridgeapi.io/docs/secure-your-webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Encoding, Evidence, Grammar, Scheme};

/// Bridge API.
pub const BRIDGEAPI: Scheme = Scheme::hmac_sha256("bridgeapi", "bridgeapi-signature")
    .documented(
        "Bridge API",
        "https://docs.bridgeapi.io/docs/secure-your-webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::List {
        separator: ',',
        prefix: "v1=",
    })
    .encoding(Encoding::UpperHex)
    .event_type(&[At::Json("/type")])
    .notes(&["Two signatures are sent for a day after a rotation."])
    .retry_horizon_secs(2 * 24 * 3600);
