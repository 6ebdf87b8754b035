//! Stream.
//!
//! - Documentation: <https://getstream.io/chat/docs/node/webhooks_overview/>
//! - The npm package `stream-chat` 9.53.0 src/signing.ts, src/client.ts (official)

use crate::scheme::{At, Evidence, Scheme};

/// Stream.
pub const GETSTREAM: Scheme = Scheme::hmac_sha256("getstream", "x-signature")
    .documented(
        "Stream",
        "https://getstream.io/chat/docs/node/webhooks_overview/",
        Evidence::VendorSource,
    )
    .event_type(&[At::Json("/type")])
    .notes(&[
        "The plain JSON is signed; switch compression off, for encoded bodies are refused here.",
    ]);
