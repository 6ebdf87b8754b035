//! Kontent.ai.
//!
//! - Documentation: <https://kontent.ai/learn/docs/webhooks/webhooks/javascript>
//! - The npm package `@kontent-ai/webhook-helper` 3.0.3 (official), by its verdicts

use crate::scheme::{At, Batch, Encoding, Evidence, Scheme};

/// Kontent.ai.
pub const KONTENT_AI: Scheme = Scheme::hmac_sha256("kontent-ai", "x-kontent-ai-signature")
    .documented(
        "Kontent.ai",
        "https://kontent.ai/learn/docs/webhooks/webhooks/javascript",
        Evidence::VendorSource,
    )
    .encoding(Encoding::Base64)
    .event_type(&[At::Json("/notifications/0/message/object_type")])
    .notes(&["Several notifications come in one request."])
    .batch(Batch::at("/notifications").event_type(At::Json("/message/object_type")));
