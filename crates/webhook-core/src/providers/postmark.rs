//! Postmark.
//!
//! - Documentation: <https://postmarkapp.com/developer/webhooks/webhooks-overview>
//! - hookdeck/webhook-skills postmark reference (2026-02)
//! - Retries of inbound mail, 200 and 403: <https://postmarkapp.com/support/article/understanding-inbound-webhook-retries-in-postmark>

use crate::scheme::{At, Evidence, Scheme, Statuses, SuccessAnswer};

/// Postmark.
pub const POSTMARK: Scheme = Scheme::basic("postmark")
    .documented(
        "Postmark",
        "https://postmarkapp.com/developer/webhooks/webhooks-overview",
        Evidence::VendorDocs,
    )
    .event_id(&[At::Json("/ID"), At::Json("/MessageID")])
    .event_type(&[At::Json("/RecordType")])
    .notes(&["The credentials stand in the URL as it is registered."])
    .retry_horizon_secs(37_800)
    .final_statuses(&[Statuses::One(403)])
    .success_answer(SuccessAnswer::Status(200));
