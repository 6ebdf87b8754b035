//! Agora notification center.
//!
//! - Documentation: <https://docs.agora.io/en/video-calling/develop/receive-notifications>
//! - public code and doc excerpts found by the string Agora-Signature-V2 (index gives no
//!   repository; several independent ones agree)

use crate::scheme::{At, Evidence, Scheme};

/// Agora notification center.
pub const AGORA: Scheme = Scheme::hmac_sha256("agora", "agora-signature-v2")
    .documented(
        "Agora notification center",
        "https://docs.agora.io/en/video-calling/develop/receive-notifications",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/noticeId")])
    .event_type(&[At::Json("/eventType")]);
