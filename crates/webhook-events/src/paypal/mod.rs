//! PayPal: webhooks of its REST APIs.
//!
//! - Event names: <https://developer.paypal.com/api/rest/webhooks/event-names/>
//! - An event's members: <https://developer.paypal.com/docs/api/webhooks/v1/#webhooks-events_get>
//! - What is signed: <https://developer.paypal.com/api/rest/webhooks/rest/>

mod event_type;

use serde::Deserialize;

pub use event_type::PayPalEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An event of PayPal.
    ///
    /// # What is signed
    ///
    /// PayPal signs the body's CRC-32, not the body: whoever holds one signature can give another
    /// body the same sum. All that is read here is therefore no more than a hint. Before money or
    /// goods move, take the resource's id and read the resource from PayPal's API.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{PayPalEvent, PayPalEventType};
    ///
    /// #[derive(Deserialize)]
    /// struct Capture<'a> {
    ///     id: &'a str,
    /// }
    ///
    /// fn handle(event: &PayPalEvent) -> Result<(), webhook_events::EventError> {
    ///     if *event.event_type() == PayPalEventType::PaymentCaptureCompleted {
    ///         let capture: Capture<'_> = event.resource()?;
    ///         println!("ask the API whether {} is completed", capture.id);
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("paypal", "PAYMENT.CAPTURE.COMPLETED").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::PAYPAL, &http::HeaderMap::new(), body)?;
    /// # let event = PayPalEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # handle(&event)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct PayPalEvent: PayPalEventType of &["paypal"];

    /// The event's type, of which PayPal signs no more than of the rest.
    fn event_type;

    /// The version of the event's form: `1.0`.
    pub event_version: text = ["event_version"];

    /// When PayPal made the event.
    pub create_time: time = ["create_time"];

    /// What the resource is: `capture`, `checkout-order`, `subscription`.
    pub resource_type: text = ["resource_type"];

    /// The version of the resource's form: `2.0`. Events of the oldest APIs have none.
    pub resource_version: text = ["resource_version"];

    /// The event in a sentence, in English, for people.
    pub summary: text = ["summary"];
}

impl PayPalEvent {
    /// The event's id, `WH-…`: the same on every attempt, and what deduplicates.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// What the event is about, `resource`, as your own type: the capture, order, subscription …
    /// in the form of the API's version. Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none, [`EventError::Payload`] if it does not fit.
    pub fn resource<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["resource"], "/resource")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{Read, Table, TypeAt, part, table};

    #[test]
    fn the_envelope_is_what_the_json_says() {
        Table::<PayPalEvent> {
            type_at: TypeAt::Body(&["/event_type"]),
            parts: &[part!("/resource", resource)],
            members: &[
                ("/id", Read::Id(PayPalEvent::id)),
                ("/event_version", Read::Text(PayPalEvent::event_version)),
                ("/create_time", Read::Time(PayPalEvent::create_time)),
                ("/resource_type", Read::Text(PayPalEvent::resource_type)),
                (
                    "/resource_version",
                    Read::Text(PayPalEvent::resource_version),
                ),
                ("/summary", Read::Text(PayPalEvent::summary)),
            ],
            ..table!("paypal")
        }
        .check();
        assert_eq!(
            PayPalEventType::PaymentSaleCompleted,
            *"PAYMENT.SALE.COMPLETED"
        );
    }
}
