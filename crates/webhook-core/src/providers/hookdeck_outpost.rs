//! Hookdeck Outpost, self-hosted, as it signs by default.
//!
//! - Documentation: <https://outpost.hookdeck.com/docs>
//! - GitHub hookdeck/outpost @f67ae01 `internal/destregistry/providers/destwebhook` (the sender)

use crate::scheme::{At, Evidence, Grammar, Identity, Scheme};

const ID: At = At::Header("x-outpost-event-id");

/// Hookdeck Outpost.
pub const HOOKDECK_OUTPOST: Scheme = Scheme::hmac_sha256("hookdeck-outpost", "x-outpost-signature")
    .documented("Hookdeck Outpost", "https://outpost.hookdeck.com/docs", Evidence::VendorSource)
    // x-outpost-signature: v0=<hex>,<hex>
    .grammar(Grammar::PrefixedList { prefix: "v0=", separator: ',' })
    .event_id(&[ID])
    .event_type(&[At::Header("x-outpost-topic")])
    .identity(Identity::IdAndContent(ID, &[]))
    .notes(&[
        "Headers, content, encoding and algorithm are the operator's to change; these are the defaults.",
        "An Outpost in its standard mode sends Standard Webhooks.",
    ]);
