//! Discourse.
//!
//! - Documentation: <https://meta.discourse.org/t/configure-webhooks/49045>
//! - GitHub discourse/discourse `app/jobs/regular/emit_web_hook_event.rb` (official sender)

use crate::scheme::{At, Evidence, Grammar, Scheme};

/// Discourse.
pub const DISCOURSE: Scheme = Scheme::hmac_sha256("discourse", "x-discourse-event-signature")
    .documented(
        "Discourse",
        "https://meta.discourse.org/t/configure-webhooks/49045",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Whole { prefix: "sha256=" })
    .event_id(&[At::Header("x-discourse-event-id")])
    .event_type(&[At::Header("x-discourse-event")])
    .facts(&["x-discourse-event-type"])
    .notes(&["The event id changes on a retry, so the content identifies a delivery."])
    .retry_horizon_secs(156 * 60);
