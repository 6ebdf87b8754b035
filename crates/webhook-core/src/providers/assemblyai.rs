//! AssemblyAI.
//!
//! - Documentation: <https://www.assemblyai.com/docs/concepts/webhooks>
//! - GitHub triggerdotdev/trigger.dev `2026-08-21` internal-packages/webhook-sources/src/registry
//!   (independent catalogue)

use crate::scheme::{At, Evidence, Scheme};

/// AssemblyAI.
pub const ASSEMBLYAI: Scheme = Scheme::token("assemblyai", "authorization")
    .documented(
        "AssemblyAI",
        "https://www.assemblyai.com/docs/concepts/webhooks",
        Evidence::ThirdParty,
    )
    .event_type(&[At::Json("/status")])
    .notes(&["Choose Authorization as webhook_auth_header_name; the secret is its whole value."]);
