//! Agentset.
//!
//! - Documentation: <https://docs.agentset.ai/webhooks/verify-webhook-requests>

use crate::scheme::{Evidence, Scheme};

/// Agentset.
pub const AGENTSET: Scheme = Scheme::hmac_sha256("agentset", "agentset-signature").documented(
    "Agentset",
    "https://docs.agentset.ai/webhooks/verify-webhook-requests",
    Evidence::VendorDocs,
);
