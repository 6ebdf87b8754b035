//! Meta: WhatsApp, Messenger, Instagram, Pages and the rest of the Graph API's webhooks.
//!
//! - Requests: <https://developers.facebook.com/docs/graph-api/webhooks/getting-started#event-notifications>
//! - WhatsApp: <https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview>
//! - Messenger: <https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events>
//! - Instagram: <https://developers.facebook.com/documentation/instagram-platform/webhooks/examples>

mod entry;
mod field;
mod object;

use std::sync::OnceLock;

use serde::Deserialize;
use webhook_core::Delivery;

pub use entry::{MetaChange, MetaEntry};
pub use field::MetaField;
pub use object::MetaObject;

use crate::{EventError, EventItem, envelope::envelope, payload, typed::typed_event};

/// What one request of Meta brings: entries, each of one account, with up to a thousand changes and
/// messages.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::{MetaEvent, MetaField};
///
/// #[derive(Deserialize)]
/// struct Text {
///     from: String,
/// }
///
/// fn handle(event: &MetaEvent) -> Result<(), webhook_events::EventError> {
///     for entry in event.entries() {
///         for change in entry.changes() {
///             for item in change.items() {
///                 if *item.event_type() == MetaField::Text {
///                     let text: Text = item.payload()?;
///                     println!("{} wrote to {:?}", text.from, change.phone_number_id());
///                 }
///             }
///         }
///     }
///     Ok(())
/// }
/// # let body = webhook_core::testing::sample("meta", "messages.text").unwrap().body;
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::META, &http::HeaderMap::new(), body)?;
/// # let event = MetaEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # assert_eq!(*event.items()[0].event_type(), MetaField::Text);
/// # handle(&event)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct MetaEvent {
    delivery: Delivery,
    object: OnceLock<MetaObject>,
    envelope: OnceLock<Envelope>,
}

typed_event!(MetaEvent { object, envelope } of &["meta"]);

envelope!(MetaEvent {
    object_name: text = ["object"];
});

impl MetaEvent {
    fn envelope(&self) -> &Envelope {
        self.envelope.get_or_init(|| Envelope::read(self.raw()))
    }

    /// What all of it is about: `whatsapp_business_account`, `page`, `instagram`.
    pub fn object(&self) -> &MetaObject {
        self.object
            .get_or_init(|| self.object_name().unwrap_or_default().into())
    }

    /// Everything that happened, in order and without its surroundings: each message of WhatsApp
    /// and Messenger with its own id, every other change as a whole. What WhatsApp tells about
    /// messages sent (`statuses`) is a change of type `messages`.
    ///
    /// A message of Messenger that another app answers stays inside of an item of type `standby`.
    pub fn items(&self) -> Vec<EventItem<'_, MetaField>> {
        let items = self.delivery.items().into_iter();
        items.map(EventItem::new).collect()
    }

    /// The same, by the account that it happened to; empty for a body of another form, which
    /// [`items`](Self::items) still has.
    pub fn entries(&self) -> Vec<MetaEntry<'_>> {
        entry::of(self.raw(), self.items())
    }

    /// The whole body as your own type. Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.raw())
    }
}

#[cfg(test)]
mod tests;
