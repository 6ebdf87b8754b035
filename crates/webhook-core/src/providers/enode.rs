//! Enode.
//!
//! - Documentation: <https://developers.enode.com/docs/webhooks>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{Algorithm, At, Batch, Evidence, Grammar, Identity, Scheme};

/// Enode.
pub const ENODE: Scheme = Scheme::hmac(Algorithm::HmacSha1, "enode", "x-enode-signature")
    .documented(
        "Enode",
        "https://developers.enode.com/docs/webhooks",
        Evidence::ThirdParty,
    )
    .grammar(Grammar::Whole { prefix: "sha1=" })
    .event_id(&[At::Header("x-enode-delivery")])
    .event_type(&[At::Json("/0/event")])
    .identity(Identity::IdAndContent(At::Header("x-enode-delivery"), &[]))
    .notes(&["The body is an array of events."])
    .response_deadline_secs(5)
    .batch(Batch::at("").event_type(At::Json("/event")))
    .retry_horizon_secs(24 * 3600);
