//! Courier.
//!
//! - Documentation: <https://www.courier.com/docs/platform/workspaces/outbound-webhooks>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme, TimeUnit};

/// Courier.
pub const COURIER: Scheme = Scheme::hmac_sha256("courier", "courier-signature")
    .documented(
        "Courier",
        "https://www.courier.com/docs/platform/workspaces/outbound-webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "signature",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .time_unit(TimeUnit::Milliseconds)
    .event_type(&[At::Json("/type")]);
