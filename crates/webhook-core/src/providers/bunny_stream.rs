//! Bunny Stream.
//!
//! - Documentation: <https://docs.bunny.net/stream/webhooks#signature-validation>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Scheme};

/// Bunny Stream.
pub const BUNNY_STREAM: Scheme = Scheme::hmac_sha256("bunny-stream", "x-bunnystream-signature")
    .documented(
        "Bunny Stream",
        "https://docs.bunny.net/stream/webhooks#signature-validation",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/Status")]);
