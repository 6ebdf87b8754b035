//! The member of an update that tells its kind, and what the members of every kind have in common.

use super::TelegramUpdateKind;
use crate::{
    kind::telling_member,
    members::{self, Path},
};

#[derive(Clone)]
pub(super) struct Content {
    pub(super) kind: TelegramUpdateKind,
    pub(super) chat_id: Option<i64>,
    pub(super) from_id: Option<i64>,
    pub(super) text: Option<Box<str>>,
    pub(super) caption: Option<Box<str>>,
    pub(super) data: Option<Box<str>>,
}

impl Content {
    const PATHS: [Path; 7] = [
        &["chat", "id"],
        // Of a button pressed.
        &["message", "chat", "id"],
        &["from", "id"],
        // Of reactions, poll answers, connections.
        &["user", "id"],
        &["text"],
        &["caption"],
        &["data"],
    ];

    pub(super) fn read(json: &[u8]) -> Self {
        let found = telling_member(json, TelegramUpdateKind::KNOWN, &["update_id"]);
        let (name, content) = found.unwrap_or_default();
        let [chat, chat_of_message, from, user, text, caption, data] =
            members::scan(content.as_bytes(), &Self::PATHS);
        Self {
            kind: TelegramUpdateKind::from(&*name),
            chat_id: members::signed(chat).or_else(|| members::signed(chat_of_message)),
            from_id: members::signed(from).or_else(|| members::signed(user)),
            text: members::text(text),
            caption: members::text(caption),
            data: members::text(data),
        }
    }
}
