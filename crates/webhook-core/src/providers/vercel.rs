//! Vercel.
//!
//! - Documentation: <https://vercel.com/docs/webhooks/webhooks-api>
//! - hookdeck/webhook-skills vercel reference (2026-02)
//! - crate webhook-verify source

use crate::scheme::{Algorithm, At, Evidence, Identity, Scheme, Stamped, TimeUnit};

/// Vercel.
pub const VERCEL: Scheme = Scheme::hmac(Algorithm::HmacSha1, "vercel", "x-vercel-signature")
    .documented(
        "Vercel",
        "https://vercel.com/docs/webhooks/webhooks-api",
        Evidence::VendorDocs,
    )
    .timestamp(At::Json("/createdAt"))
    .time_unit(TimeUnit::Milliseconds)
    .stamped(Stamped::AtEvent)
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/type")])
    .identity(Identity::SignedId(At::Json("/id")))
    .response_deadline_secs(30)
    .retry_horizon_secs(24 * 3600);
