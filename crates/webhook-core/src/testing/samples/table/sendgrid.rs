//! SendGrid, each a batch that starts with an event of its name.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json(
        "sendgrid",
        "delivered",
        include_str!("../sendgrid/delivered.json"),
    ),
    json(
        "sendgrid",
        "bounce",
        include_str!("../sendgrid/bounce.json"),
    ),
    json("sendgrid", "open", include_str!("../sendgrid/open.json")),
    json(
        "sendgrid",
        "group_unsubscribe",
        include_str!("../sendgrid/group_unsubscribe.json"),
    ),
    json(
        "sendgrid",
        "account_status_change",
        include_str!("../sendgrid/account_status_change.json"),
    ),
];
