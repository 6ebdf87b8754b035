//! Hugging Face.
//!
//! - Documentation: <https://huggingface.co/docs/hub/webhooks>
//! - GitHub hookdeck/webhook-skills @00ad8d0 `providers.yaml` (independent notes, 2026)
//! - PyPI huggingface_hub 2.4.0 `huggingface_hub/_webhooks_server.py` (official)

use crate::scheme::{At, Evidence, Scheme};

/// Hugging Face.
pub const HUGGING_FACE: Scheme = Scheme::token("hugging-face", "x-webhook-secret")
    .documented(
        "Hugging Face",
        "https://huggingface.co/docs/hub/webhooks",
        Evidence::VendorSource,
    )
    .event_type(&[At::JsonJoin("/event/scope", "/event/action")]);
