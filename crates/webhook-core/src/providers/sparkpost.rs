//! SparkPost.
//!
//! - Documentation: <https://developers.sparkpost.com/api/webhooks/>
//! - SparkPost/developers.sparkpost.com content/api/webhooks.apib (2026-06)

use crate::scheme::{Batch, At, Evidence, Identity, Scheme};

/// SparkPost.
pub const SPARKPOST: Scheme = Scheme::basic("sparkpost")
    .documented(
        "SparkPost",
        "https://developers.sparkpost.com/api/webhooks/",
        Evidence::VendorSource,
    )
    .event_id(&[At::Header("x-messagesystems-batch-id")])
    .identity(Identity::IdAndContent(At::Header("x-messagesystems-batch-id"), &[]))
    .notes(&[
        "Several events come in one request, each with its own event_id. Only 200 counts as success.",
    ])
    .retry_horizon_secs(8 * 3600)
    .response_deadline_secs(10)
    .batch(Batch::at(""));
