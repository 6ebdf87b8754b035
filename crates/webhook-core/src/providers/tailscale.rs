//! Tailscale.
//!
//! - Documentation: <https://tailscale.com/kb/1213/webhooks>
//! - GitHub tailscale/tailscale `docs/webhooks/example.go` (official example; excerpt seen)
//! - GitHub svix/svix-webhooks @4fc0cfb `tailscaleConfig` model

use crate::scheme::{At, Batch, Evidence, Grammar, Part, Scheme};

/// Tailscale.
pub const TAILSCALE: Scheme = Scheme::hmac_sha256("tailscale", "tailscale-webhook-signature")
    .documented(
        "Tailscale",
        "https://tailscale.com/kb/1213/webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v1",
    })
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .event_type(&[At::Json("/0/type")])
    .notes(&["The body is an array of events."])
    .batch(Batch::at("").event_type(At::Json("/type")));
