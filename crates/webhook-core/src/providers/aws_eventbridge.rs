//! AWS EventBridge API destinations.
//!
//! - Documentation: <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html>
//! - docs.aws.amazon.com eb-api-destinations, eb-rule-retry-policy
//! - repost.aws eventbridge-api-destination-target-failure
//! - docs.amazonaws.cn eb-custom-bus-retry

use crate::scheme::{At, Evidence, Scheme};

/// AWS EventBridge API destinations.
pub const AWS_EVENTBRIDGE: Scheme = Scheme::token("aws-eventbridge", "authorization")
    .documented(
        "AWS EventBridge API destinations",
        "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html",
        Evidence::VendorDocs,
    )
    .event_id(&[At::Json("/id")])
    .event_type(&[At::Json("/detail-type")])
    .notes(&[
        "For a connection with an API key named Authorization, or with Basic credentials in their sent form.",
        "Partner events arrive here without the partner's own signature.",
    ])
    .response_deadline_secs(5)
    .retry_horizon_secs(24 * 3600);
