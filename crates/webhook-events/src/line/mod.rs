//! LINE's Messaging API.
//!
//! - Body, events and their common members: <https://developers.line.biz/en/reference/messaging-api/#webhooks>
//! - Redelivery: <https://developers.line.biz/en/docs/messaging-api/receiving-messages/#webhook-redelivery>
//! - The same, for machines: <https://github.com/line/line-openapi/blob/main/webhook.yml>

mod event_type;
mod item;

use std::sync::OnceLock;

use serde::Deserialize;
use webhook_core::Delivery;

pub use event_type::LineEventType;
pub use item::LineItem;

use crate::{EventError, EventItem, envelope::envelope, payload, typed::typed_event};

/// A request of LINE, with the events that it brings. There may be none: LINE checks a URL so.
///
/// All of a request is claimed and answered as one. Where one of its events must not be handled
/// twice, let [`LineItem::id`] decide: LINE may bring it again in another request.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::{LineEventType, LineEvents};
///
/// #[derive(Deserialize)]
/// struct Sent {
///     message: Message,
/// }
///
/// #[derive(Deserialize)]
/// struct Message {
///     text: Option<String>,
/// }
///
/// fn handle(events: &LineEvents) -> Result<(), webhook_events::EventError> {
///     for event in events.items() {
///         if *event.event_type() == LineEventType::Message {
///             let sent: Sent = event.payload()?;
///             println!("{:?}, answer by {:?}", sent.message.text, event.reply_token());
///         }
///     }
///     Ok(())
/// }
/// # let body = webhook_core::testing::sample("line", "message").unwrap().body;
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::LINE, &http::HeaderMap::new(), body)?;
/// # let events = LineEvents::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # handle(&events)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct LineEvents {
    delivery: Delivery,
    envelope: OnceLock<Envelope>,
}

typed_event!(LineEvents { envelope } of &["line"]);

envelope!(LineEvents {
    /// The bot that the events are for, by its user id, `U…`.
    pub destination: text = ["destination"];
});

impl LineEvents {
    fn envelope(&self) -> &Envelope {
        self.envelope.get_or_init(|| Envelope::read(self.raw()))
    }

    /// The events, in the order of the request. A body of another form is one item, of unknown
    /// type: nothing is lost.
    pub fn items(&self) -> impl Iterator<Item = LineItem<'_>> {
        let items = self.delivery.items().into_iter();
        items.map(|item| LineItem::new(EventItem::new(item)))
    }

    /// The whole body as your own type. Borrows from the request where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.raw())
    }
}

#[cfg(test)]
mod tests;
