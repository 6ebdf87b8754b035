//! Onfido.
//!
//! - Documentation: <https://documentation.onfido.com/api/latest/#verifying-webhook-signatures>
//! - The npm package `@onfido/api` 6.2.0 dist/esm/webhook-event-verifier.js (official)

use crate::scheme::{At, Evidence, Scheme};

/// Onfido.
pub const ONFIDO: Scheme = Scheme::hmac_sha256("onfido", "x-sha2-signature")
    .documented(
        "Onfido",
        "https://documentation.onfido.com/api/latest/#verifying-webhook-signatures",
        Evidence::VendorSource,
    )
    .event_type(&[At::Json("/payload/action")]);
