//! Amazon SNS and SES.

use super::super::Sample;

pub(super) const SAMPLES: &[Sample] = &[
    message(
        "sns",
        "Notification",
        NOTIFICATION,
        include_str!("../sns/Notification.json"),
    ),
    message(
        "sns",
        "SubscriptionConfirmation",
        SUBSCRIPTION,
        include_str!("../sns/SubscriptionConfirmation.json"),
    ),
    message(
        "sns",
        "UnsubscribeConfirmation",
        UNSUBSCRIPTION,
        include_str!("../sns/UnsubscribeConfirmation.json"),
    ),
    message(
        "ses",
        "Bounce",
        NOTIFICATION,
        include_str!("../ses/Bounce.json"),
    ),
    message(
        "ses",
        "Complaint",
        NOTIFICATION,
        include_str!("../ses/Complaint.json"),
    ),
    message(
        "ses",
        "Delivery",
        NOTIFICATION,
        include_str!("../ses/Delivery.json"),
    ),
];

const NOTIFICATION: &[(&str, &str)] = &[("x-amz-sns-message-type", "Notification")];
const SUBSCRIPTION: &[(&str, &str)] = &[("x-amz-sns-message-type", "SubscriptionConfirmation")];
const UNSUBSCRIPTION: &[(&str, &str)] = &[("x-amz-sns-message-type", "UnsubscribeConfirmation")];

/// A message: JSON that SNS calls plain text.
const fn message(
    provider: &'static str,
    name: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
) -> Sample {
    Sample {
        provider,
        name,
        event_type: None,
        content_type: "text/plain; charset=UTF-8",
        headers,
        body,
    }
}
