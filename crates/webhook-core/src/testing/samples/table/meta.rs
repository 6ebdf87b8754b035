//! Meta: WhatsApp, Messenger, Pages and Instagram.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json(
        "meta",
        "messages.text",
        include_str!("../meta/messages.text.json"),
    ),
    json(
        "meta",
        "messages.statuses",
        include_str!("../meta/messages.statuses.json"),
    ),
    json(
        "meta",
        "messaging.message",
        include_str!("../meta/messaging.message.json"),
    ),
    json(
        "meta",
        "messaging.postback",
        include_str!("../meta/messaging.postback.json"),
    ),
    json("meta", "feed", include_str!("../meta/feed.json")),
    json("meta", "comments", include_str!("../meta/comments.json")),
];
