//! Square.
//!
//! - Events: <https://developer.squareup.com/docs/webhooks/v2webhook-events-tech-ref>
//! - Retries keep the event's id: <https://developer.squareup.com/docs/webhooks/step4manage>
//! - Members: the npm package `square` 46.0.0, `api/types/*Event.d.ts` and `*EventData.d.ts`

mod event_type;

use serde::Deserialize;

pub use event_type::SquareEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An event of Square.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{SquareEvent, SquareEventType};
    ///
    /// /// What stands in `data.object` is named after the object.
    /// #[derive(Deserialize)]
    /// struct Object<'a> {
    ///     #[serde(borrow)]
    ///     payment: Payment<'a>,
    /// }
    ///
    /// #[derive(Deserialize)]
    /// struct Payment<'a> {
    ///     id: &'a str,
    ///     status: &'a str,
    /// }
    ///
    /// fn handle(event: &SquareEvent) -> Result<(), webhook_events::EventError> {
    ///     if *event.event_type() == SquareEventType::PaymentUpdated {
    ///         let payment = event.object::<Object<'_>>()?.payment;
    ///         println!("{} is {} for {:?}", payment.id, payment.status, event.merchant_id());
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("square", "payment.updated").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::SQUARE, &http::HeaderMap::new(), body)?;
    /// # let event = SquareEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # handle(&event)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct SquareEvent: SquareEventType of &["square"];

    /// The event's type.
    fn event_type;

    /// The seller.
    pub merchant_id: text = ["merchant_id"];

    /// The seller's location, of events that belong to one.
    pub location_id: text = ["location_id"];

    /// When the event was made.
    pub created_at: time = ["created_at"];

    /// What kind of object it is about: `payment`.
    pub object_type: text = ["data", "type"];

    /// The id of the object it is about.
    pub object_id: text = ["data", "id"];

    /// Whether the object was deleted; `data.object` is then absent or what it was before. Square
    /// leaves the member out where it was not.
    pub deleted: boolean = ["data", "deleted"];
}

impl SquareEvent {
    /// The event's id: the same on every attempt, and what deduplicates.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// What the event is about, `data.object`, as your own type: an object with one member that is
    /// named after it (`payment`). Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none, as of what was [deleted](Self::deleted);
    /// [`EventError::Payload`] if it does not fit.
    pub fn object<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["data", "object"], "/data/object")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{Read, Table, part, table};

    #[test]
    fn the_envelope_is_what_the_json_says() {
        Table::<SquareEvent> {
            parts: &[part!("/data/object", object)],
            members: &[
                ("/event_id", Read::Id(SquareEvent::id)),
                ("/merchant_id", Read::Text(SquareEvent::merchant_id)),
                ("/location_id", Read::Text(SquareEvent::location_id)),
                ("/created_at", Read::Time(SquareEvent::created_at)),
                ("/data/type", Read::Text(SquareEvent::object_type)),
                ("/data/id", Read::Text(SquareEvent::object_id)),
                ("/data/deleted", Read::Boolean(SquareEvent::deleted)),
            ],
            ..table!("square")
        }
        .check();
        assert_eq!(SquareEventType::InvoiceDeleted, *"invoice.deleted");
    }
}
