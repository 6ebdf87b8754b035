//! Dwolla.
//!
//! - Documentation: <https://developers.dwolla.com/docs/balance/webhooks/>
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Scheme};

/// Dwolla.
pub const DWOLLA: Scheme = Scheme::hmac_sha256("dwolla", "x-request-signature-sha-256")
    .documented(
        "Dwolla",
        "https://developers.dwolla.com/docs/balance/webhooks/",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/topic")]);
