//! Amazon SNS, and SES over it.
//!
//! - Messages: <https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html>
//! - What is signed: <https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html>
//! - Events of SES: <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html>

mod message_type;

use std::sync::OnceLock;

use serde::Deserialize;
use webhook_core::Delivery;

pub use message_type::SnsMessageType;

use crate::{EventError, envelope::envelope, payload, typed::typed_event};

/// A message of Amazon SNS, or one that Amazon SES sent through it.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::{SnsMessage, SnsMessageType};
///
/// #[derive(Deserialize)]
/// struct Order {
///     order: u64,
/// }
///
/// fn handle(message: &SnsMessage) -> Result<(), webhook_events::EventError> {
///     if *message.message_type() == SnsMessageType::Notification {
///         let placed: Order = message.message_json()?;
///         println!("{} of {:?}", placed.order, message.topic_arn());
///     }
///     Ok(())
/// }
/// # let body = webhook_core::testing::sample("sns", "Notification").unwrap().body;
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::AWS_SNS, &http::HeaderMap::new(), body)?;
/// # let message = SnsMessage::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # assert_eq!(message.subject(), Some("An order"));
/// # handle(&message)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct SnsMessage {
    delivery: Delivery,
    message_type: OnceLock<SnsMessageType>,
    envelope: OnceLock<Envelope>,
}

typed_event!(SnsMessage { message_type, envelope } of &["sns", "ses"]);

envelope!(SnsMessage {
    type_name: text = ["Type"];

    /// The topic: one of those that are configured.
    pub topic_arn: text = ["TopicArn"];

    /// The subject of a notification that was given one.
    pub subject: text = ["Subject"];

    /// What was published, or what a confirmation says to people.
    pub message: text = ["Message"];

    /// When it was published: the same on every attempt.
    pub timestamp: time = ["Timestamp"];

    /// Where a confirmation is confirmed, in a confirmation; signed. Nothing has to be requested
    /// there where the endpoint confirms subscriptions itself.
    pub subscribe_url: text = ["SubscribeURL"];

    /// What confirms the subscription, in a confirmation; signed. Whoever knows it can confirm.
    pub token: text = ["Token"];

    /// Where the subscription is ended, in a notification. It is not signed: request nothing there
    /// without looking at the address.
    pub unsubscribe_url: text = ["UnsubscribeURL"];
});

impl SnsMessage {
    fn envelope(&self) -> &Envelope {
        self.envelope.get_or_init(|| Envelope::read(self.raw()))
    }

    /// The message's id, `MessageId`: signed, the same on every attempt, and what deduplicates.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// The message's type. What SES calls its event's type (`Bounce`) stands in the
    /// [`message`](Self::message), and is [`Delivery::event_type`] of deliveries verified as SES.
    pub fn message_type(&self) -> &SnsMessageType {
        self.message_type
            .get_or_init(|| self.type_name().unwrap_or_default().into())
    }

    /// The JSON inside of the [`message`](Self::message), as your own type. Borrows from the message
    /// where that type does. Where it does not fit, the error's place is that inside of the text.
    ///
    /// The first message of a new SES destination is no JSON.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is no message, [`EventError::Payload`] if it does not fit.
    pub fn message_json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        let message = self.message().ok_or(EventError::Absent {
            pointer: "/Message",
            hint: "every message of SNS has one as a text; payload() reads the whole body",
        })?;
        payload::whole(message.as_bytes())
    }

    /// The value of a message attribute, as text: a number as it is written, bytes in base64.
    ///
    /// Attributes are not signed: whoever can change a message on its way can change them.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let path = ["MessageAttributes", name, "Value"];
        payload::member(self.raw(), &path).ok().flatten()
    }

    /// The whole body as your own type. Borrows from the message where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.raw())
    }
}

#[cfg(test)]
mod tests;
