//! SHOPLINE Open Platform.
//!
//! - Documentation: <https://developer.shopline.com/docs/apps/api-instructions-for-use/generate-and-verify-signatures/>
//! - GitHub hookdeck/webhook-skills `providers.yaml` @00ad8d05 (independent notes)

use crate::scheme::{At, Evidence, Identity, Scheme};

/// SHOPLINE Open Platform.
pub const SHOPLINE: Scheme = Scheme::hmac_sha256("shopline", "x-shopline-hmac-sha256")
    .documented(
        "SHOPLINE Open Platform",
        "https://developer.shopline.com/docs/apps/api-instructions-for-use/generate-and-verify-signatures/",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Header("x-shopline-webhook-id")])
    .event_type(&[At::Header("x-shopline-topic")])
    .identity(Identity::IdAndContent(
        At::Header("x-shopline-webhook-id"),
        &[At::Header("x-shopline-topic")],
    ))
    .response_deadline_secs(5)
    .retry_horizon_secs(48 * 3600);
