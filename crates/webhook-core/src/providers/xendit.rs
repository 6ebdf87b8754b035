//! Xendit.
//!
//! - Documentation: <https://docs.xendit.co/apidocs/webhook-behavior>
//! - <https://docsv2.xendit.co/v1/docs/handling-webhooks>
//! - <https://help.xendit.co> (articles)

use crate::scheme::{At, Evidence, Scheme};

/// Xendit.
pub const XENDIT: Scheme = Scheme::token("xendit", "x-callback-token")
    .documented(
        "Xendit",
        "https://docs.xendit.co/apidocs/webhook-behavior",
        Evidence::VendorDocs,
    )
    .event_type(&[At::Json("/event")])
    .notes(&["What timed out is not retried."])
    .retry_horizon_secs(24 * 3600)
    .response_deadline_secs(30);
