//! Postmark.
//!
//! - Documentation: <https://postmarkapp.com/developer/webhooks/webhooks-overview>
//! - hookdeck/webhook-skills postmark reference (2026-02)

use crate::scheme::{At, Evidence, Scheme};

/// Postmark.
pub const POSTMARK: Scheme = Scheme::basic("postmark")
    .documented(
        "Postmark",
        "https://postmarkapp.com/developer/webhooks/webhooks-overview",
        Evidence::VendorDocs,
    )
    .event_id(&[At::Json("/ID"), At::Json("/MessageID")])
    .event_type(&[At::Json("/RecordType")])
    .notes(&["The credentials stand in the URL as it is registered."]);
