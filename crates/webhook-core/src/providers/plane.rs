//! Plane.
//!
//! - Documentation: <https://developers.plane.so/dev-tools/intro-webhooks>
//! - GitHub makeplane/plane @4ca6d6c `apps/api/plane/bgtasks/webhook_task.py` (official sender)

use crate::scheme::{At, Evidence, Scheme};

/// Plane.
pub const PLANE: Scheme = Scheme::hmac_sha256("plane", "x-plane-signature")
    .documented(
        "Plane",
        "https://developers.plane.so/dev-tools/intro-webhooks",
        Evidence::VendorSource,
    )
    .event_id(&[At::Header("x-plane-delivery")])
    .event_type(&[At::Header("x-plane-event")])
    .notes(&["The delivery id changes on a retry, so the content identifies a delivery."])
    .response_deadline_secs(30);
