//! Telegram: messages of teloxide-core.

use axum::extract::State;
use axum_webhook::{TelegramUpdate, TelegramUpdateKind};
use teloxide_core::types::Message;

use crate::Misfits;

/// Updates of one chat wait for the one that fails: what does not fit is kept here, and answered
/// with 200.
pub async fn handle(State(misfits): State<Misfits>, update: TelegramUpdate) -> String {
    match update.kind() {
        TelegramUpdateKind::Message | TelegramUpdateKind::EditedMessage => {}
        other => return format!("nothing to do for {other}\n"),
    }
    match update.content::<Message>() {
        Ok(message) => {
            let text = message.text().unwrap_or("nothing");
            let id = update.update_id().unwrap_or_default();
            format!("{id}: {text} in {}\n", message.chat.id)
        }
        Err(error) => {
            misfits.keep(&error, update.raw());
            "kept\n".to_owned()
        }
    }
}
