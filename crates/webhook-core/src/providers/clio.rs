//! Clio Manage.
//!
//! - Documentation: <https://docs.developers.clio.com/api-reference/#tag/Webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Challenge, Evidence, Handshake, Reply, Scheme, When};

/// Clio Manage.
pub const CLIO: Scheme = Scheme::hmac_sha256("clio", "x-hook-signature")
    .documented(
        "Clio Manage",
        "https://docs.developers.clio.com/api-reference/#tag/Webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/meta/event")])
    .notes(&[
        "The secret comes in the first request, in X-Hook-Secret; a secret sink keeps it.",
        "A webhook expires after 3 days by default, 31 at most.",
    ])
    .handshakes(&[Handshake {
        when: When::FirstUse,
        challenge: Challenge::Token(At::Header("x-hook-secret")),
        reply: Reply::Header("x-hook-secret"),
    }]);
