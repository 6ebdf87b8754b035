//! Gusto.
//!
//! - Documentation: <https://docs.gusto.com/embedded-payroll/docs/webhooks>
//! - GitHub receivers via code search (4 agree)

use crate::scheme::{At, Evidence, Scheme};

/// Gusto.
pub const GUSTO: Scheme = Scheme::hmac_sha256("gusto", "x-gusto-signature")
    .documented(
        "Gusto",
        "https://docs.gusto.com/embedded-payroll/docs/webhooks",
        Evidence::ThirdParty,
    )
    .event_id(&[At::Json("/uuid")])
    .event_type(&[At::Json("/event_type")])
    .response_deadline_secs(5);
