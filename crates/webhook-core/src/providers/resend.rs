//! Resend: sent through Svix.
//!
//! - Documentation: <https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests>
//! - Checked against the npm package `resend` 6.38.0.

use super::svix::SVIX;
use crate::scheme::{Evidence, Scheme, SecretHint};

/// Resend.
pub const RESEND: Scheme = SVIX
    .renamed("resend", "Resend")
    .documented(
        "Resend",
        "https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests",
        Evidence::VendorSource,
    )
    .secret_hints(&[SecretHint::new(
        "re_",
        "an API key",
        "use the webhook's signing secret (whsec_…)",
    )]);
