//! Vapi.
//!
//! - Documentation: <https://docs.vapi.ai/server-url/server-authentication>
//! - GitHub triggerdotdev/trigger.dev `2026-08-21` internal-packages/webhook-sources/src/registry
//!   (independent catalogue)
//! - GitHub svix/svix-webhooks @4fc0cfb `vapiConfig` model

use crate::scheme::{At, Evidence, Scheme};

/// Vapi.
pub const VAPI: Scheme = Scheme::hmac_sha256("vapi", "x-vapi-signature")
    .documented(
        "Vapi",
        "https://docs.vapi.ai/server-url/server-authentication",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/message/type")]);
