//! Figma.
//!
//! - Documentation: <https://developers.figma.com/docs/rest-api/webhooks-security/>
//! - The npm package `n8n-nodes-base` 2.41.2 nodes/Figma/FigmaTriggerHelpers.js (independent
//!   receiver)

use crate::scheme::{At, Evidence, Scheme};

/// Figma.
pub const FIGMA: Scheme = Scheme::token_in("figma", &[At::Json("/passcode")])
    .documented(
        "Figma",
        "https://developers.figma.com/docs/rest-api/webhooks-security/",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/event_type")])
    .notes(&[
        "A new webhook sends an event PING.",
        "The passcode stands in the body: remove it before you log or keep one.",
    ]);
