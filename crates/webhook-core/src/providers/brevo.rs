//! Brevo.
//!
//! - Documentation: <https://developers.brevo.com/docs/secured-webhooks>
//! - Retries (10 min, 1 h, 2 h, 8 h) and statuses: <https://developers.brevo.com/docs/retry-mechanism>

use crate::scheme::{At, Batch, Evidence, Scheme, Statuses};

/// Brevo.
pub const BREVO: Scheme = Scheme::basic("brevo")
    .documented(
        "Brevo",
        "https://developers.brevo.com/docs/secured-webhooks",
        Evidence::VendorDocs,
    )
    .event_type(&[At::Json("/event")])
    .notes(&[
        "/id is the webhook, not the event.",
        "Of 5xx the documentation says both that they are retried and that they are final.",
    ])
    .batch(Batch::at("").event_type(At::Json("/event")))
    .retry_horizon_secs(40_200)
    .final_statuses(Statuses::CLIENT_ERRORS_BUT_429);
