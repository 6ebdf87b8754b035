//! SparkPost.
//!
//! - Documentation: <https://developers.sparkpost.com/api/webhooks/>
//! - SparkPost/developers.sparkpost.com content/api/webhooks.apib (2026-06)
//! - Members of an event: samples of SparkPost's events API in anymail/django-anymail
//!   tests/test_sparkpost_webhooks.py

use crate::scheme::{At, Batch, Evidence, Identity, Scheme, SuccessAnswer};

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
    .batch(
        Batch::at("")
            .id_first_of(&[
                "/msys/message_event/event_id",
                "/msys/track_event/event_id",
                "/msys/gen_event/event_id",
                "/msys/unsubscribe_event/event_id",
                "/msys/relay_event/event_id",
            ])
            .event_type_first_of(&[
                "/msys/message_event/type",
                "/msys/track_event/type",
                "/msys/gen_event/type",
                "/msys/unsubscribe_event/type",
                "/msys/relay_event/type",
            ]),
    )
    .success_answer(SuccessAnswer::Status(200));
