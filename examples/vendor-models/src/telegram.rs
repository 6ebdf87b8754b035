//! Telegram: messages of teloxide-core.

use axum::extract::State;
use axum_webhook::{Delivery, payload};
use serde::Deserialize;
use teloxide_core::types::{Message, UpdateId};

use crate::Misfits;

/// The kinds of updates that this bot asked for. teloxide's own `Update` takes what does not fit
/// for a kind that it does not know, without an error and without its content.
#[derive(Deserialize)]
struct Update {
    update_id: UpdateId,
    message: Option<Message>,
    edited_message: Option<Message>,
}

/// Updates of one chat wait for the one that fails: what does not fit is kept here, and answered
/// with 200.
pub async fn handle(State(misfits): State<Misfits>, delivery: Delivery) -> String {
    match payload::<Update>(&delivery) {
        Ok(update) => match update.message.or(update.edited_message) {
            Some(message) => {
                let text = message.text().unwrap_or("nothing");
                format!("{}: {text} in {}\n", update.update_id.0, message.chat.id)
            }
            None => "nothing to do\n".to_owned(),
        },
        Err(error) => {
            misfits.keep(&error, delivery.body());
            "kept\n".to_owned()
        }
    }
}
