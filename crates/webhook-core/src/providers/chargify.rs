//! Maxio (Chargify).
//!
//! - Documentation: <https://docs.maxio.com/hc/en-us/articles/24266099009293-Webhooks>
//! - GitHub receivers via code search
//! - GitHub webhook-co/webhook @de3aa4e `packages/webhooks-spec/src/adapters/config.ts`
//!   (independent verifier)

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Maxio (Chargify).
pub const CHARGIFY: Scheme =
    Scheme::hmac_sha256("chargify", "x-chargify-webhook-signature-hmac-sha-256")
        .documented(
            "Maxio (Chargify)",
            "https://docs.maxio.com/hc/en-us/articles/24266099009293-Webhooks",
            Evidence::ThirdParty,
        )
        .event_id(&[At::Header("x-chargify-webhook-id")])
        .event_type(&[At::Form("event")])
        .identity(Identity::IdAndContent(
            At::Header("x-chargify-webhook-id"),
            &[],
        ))
        .notes(&["The older MD5 signature is not read."]);
