//! Telegram, each named after the member that it has.

use super::{super::Sample, json};

pub(super) const SAMPLES: &[Sample] = &[
    json(
        "telegram",
        "message",
        include_str!("../telegram/message.json"),
    ),
    json(
        "telegram",
        "edited_message",
        include_str!("../telegram/edited_message.json"),
    ),
    json(
        "telegram",
        "callback_query",
        include_str!("../telegram/callback_query.json"),
    ),
    json(
        "telegram",
        "my_chat_member",
        include_str!("../telegram/my_chat_member.json"),
    ),
    json(
        "telegram",
        "message_reaction",
        include_str!("../telegram/message_reaction.json"),
    ),
    json(
        "telegram",
        "channel_post",
        include_str!("../telegram/channel_post.json"),
    ),
];
