//! Backblaze B2 event notifications.
//!
//! - Documentation: <https://www.backblaze.com/docs/cloud-storage-event-notifications>
//! - public code and doc excerpts found by the string X-Bz-Event-Notification-Signature (index
//!   gives no repository; several independent ones agree)

use crate::scheme::{At, Batch, Evidence, Grammar, Scheme};

/// Backblaze B2 event notifications.
pub const BACKBLAZE_B2: Scheme =
    Scheme::hmac_sha256("backblaze-b2", "x-bz-event-notification-signature")
        .documented(
            "Backblaze B2 event notifications",
            "https://www.backblaze.com/docs/cloud-storage-event-notifications",
            Evidence::ThirdParty,
        )
        .grammar(Grammar::List {
            separator: ',',
            prefix: "v1=",
        })
        .event_type(&[At::Json("/events/0/eventType")])
        .notes(&["Up to fifty events come in one request."])
        .batch(Batch::at("/events").event_type(At::Json("/eventType")));
