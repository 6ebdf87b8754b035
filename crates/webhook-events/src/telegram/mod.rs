//! Telegram Bot API.
//!
//! - Updates: <https://core.telegram.org/bots/api#update>
//! - Commands: <https://core.telegram.org/bots/features#commands>
//! - The token in the header: <https://core.telegram.org/bots/api#setwebhook>

mod command;
mod content;
mod update_kind;

use std::sync::OnceLock;

use serde::Deserialize;
use webhook_core::Delivery;

pub use command::TelegramCommand;
pub use update_kind::TelegramUpdateKind;

use crate::{
    EventError,
    envelope::envelope,
    payload::{self, required},
    typed::typed_event,
};
use content::Content;

/// An update of Telegram: a message, a button pressed, a member who joined.
///
/// Its token proves that the sender knows the secret, and signs nothing: whoever learns the token
/// can send anything.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::{TelegramUpdate, TelegramUpdateKind};
///
/// #[derive(Deserialize)]
/// struct Message {
///     message_id: i64,
/// }
///
/// fn handle(update: &TelegramUpdate) -> Result<(), webhook_events::EventError> {
///     if *update.kind() == TelegramUpdateKind::Message {
///         let message: Message = update.content()?;
///         println!("{:?} in chat {:?}", message.message_id, update.chat_id());
///     }
///     match update.command() {
///         Some(command) if command.name == "start" => println!("{}", command.arguments),
///         _ => {}
///     }
///     Ok(())
/// }
/// # let body = webhook_core::testing::sample("telegram", "message").unwrap().body;
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::TELEGRAM, &http::HeaderMap::new(), body)?;
/// # let update = TelegramUpdate::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # assert_eq!(update.command().map(|command| command.arguments), Some("ad-7"));
/// # handle(&update)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct TelegramUpdate {
    delivery: Delivery,
    envelope: OnceLock<Envelope>,
    content: OnceLock<Content>,
}

typed_event!(TelegramUpdate { envelope, content } of &["telegram"]);

envelope!(TelegramUpdate {
    /// The update's number: the same on every attempt, and what deduplicates. Numbers rise by one,
    /// but start anew at random after a week without updates.
    pub update_id: unsigned = ["update_id"];
});

impl TelegramUpdate {
    fn envelope(&self) -> &Envelope {
        self.envelope.get_or_init(|| Envelope::read(self.raw()))
    }

    fn found(&self) -> &Content {
        self.content.get_or_init(|| Content::read(self.raw()))
    }

    /// The update's number as text.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// What it is: the name of the member that it has.
    pub fn kind(&self) -> &TelegramUpdateKind {
        &self.found().kind
    }

    /// The chat that it happened in, where there is one; of a button pressed that of its message.
    /// Groups and channels have negative numbers, of up to 52 bits.
    pub fn chat_id(&self) -> Option<i64> {
        self.found().chat_id
    }

    /// The user who acted, by the content's `from` or `user`; `None` for channels and anonymous
    /// administrators. A number of up to 52 bits.
    pub fn from_id(&self) -> Option<i64> {
        self.found().from_id
    }

    /// The text of a message; `None` for one that has a [`caption`](Self::caption).
    pub fn text(&self) -> Option<&str> {
        self.found().text.as_deref()
    }

    /// The text below a picture, a video or a file.
    pub fn caption(&self) -> Option<&str> {
        self.found().caption.as_deref()
    }

    /// What the bot attached to the button that was pressed.
    pub fn callback_data(&self) -> Option<&str> {
        self.found().data.as_deref()
    }

    /// The command that the text starts with.
    pub fn command(&self) -> Option<TelegramCommand<'_>> {
        self.text().and_then(TelegramCommand::parse)
    }

    /// The member that tells the [`kind`](Self::kind), as your own type: of kind `message` the
    /// message. Borrows from the update where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none, [`EventError::Payload`] if it does not fit.
    pub fn content<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        required(self.raw(), &[self.kind().as_str()], "/<kind>")
    }

    /// The whole body as your own type. Borrows from the update where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.raw())
    }
}

#[cfg(test)]
mod tests;
