//! Google push channels (Calendar, Drive).
//!
//! - Documentation: <https://developers.google.com/workspace/calendar/api/guides/push>
//! - developers.google.com calendar push guide (top part)

use crate::scheme::{At, Evidence, Identity, Scheme};

/// Google push channels (Calendar, Drive).
pub const GOOGLE_PUSH: Scheme = Scheme::token("google-push", "x-goog-channel-token")
    .documented(
        "Google push channels (Calendar, Drive)",
        "https://developers.google.com/workspace/calendar/api/guides/push",
        Evidence::VendorDocs,
    )
    .event_id(&[At::Header("x-goog-message-number")])
    .event_type(&[At::Header("x-goog-resource-state")])
    .identity(Identity::IdAndContent(
        At::Header("x-goog-message-number"),
        &[
            At::Header("x-goog-channel-id"),
            At::Header("x-goog-resource-id"),
        ],
    ))
    .notes(&[
        "The body is empty: read the changes from the API.",
        "Channels expire and must be renewed.",
    ])
    .facts(&[
        "x-goog-channel-id",
        "x-goog-resource-id",
        "x-goog-resource-uri",
        "x-goog-changed",
        "x-goog-channel-expiration",
    ]);
