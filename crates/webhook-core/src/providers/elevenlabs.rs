//! ElevenLabs.
//!
//! - Documentation: <https://elevenlabs.io/docs/overview/administration/webhooks>
//! - The npm package `@elevenlabs/elevenlabs-js` 2.73.0 wrapper/webhooks.js (official)

use crate::scheme::{At, Evidence, Grammar, Part, Scheme};

/// ElevenLabs.
pub const ELEVENLABS: Scheme = Scheme::hmac_sha256("elevenlabs", "elevenlabs-signature")
    .documented(
        "ElevenLabs",
        "https://elevenlabs.io/docs/overview/administration/webhooks",
        Evidence::VendorSource,
    )
    .grammar(Grammar::Pairs {
        separator: ',',
        signature: "v0",
    })
    .event_id(&[At::Json("/data/conversation_id")])
    .content(&[Part::Timestamp, Part::Lit("."), Part::Body])
    .timestamp(At::InSignature("t"))
    .tolerance_secs(1800)
    .event_type(&[At::Json("/type")]);
