//! Paddle Billing.
//!
//! - Notifications and their envelope: <https://developer.paddle.com/webhooks/overview>

mod event_type;

use serde::Deserialize;

pub use event_type::PaddleEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An event of Paddle.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{PaddleEvent, PaddleEventType};
    ///
    /// #[derive(Deserialize)]
    /// struct Transaction<'a> {
    ///     id: &'a str,
    ///     currency_code: &'a str,
    /// }
    ///
    /// fn handle(event: &PaddleEvent) -> Result<(), webhook_events::EventError> {
    ///     if *event.event_type() == PaddleEventType::TransactionCompleted {
    ///         let transaction: Transaction<'_> = event.data()?;
    ///         println!("{} in {}", transaction.id, transaction.currency_code);
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("paddle", "transaction.completed").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::PADDLE, &http::HeaderMap::new(), body)?;
    /// # let event = PaddleEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # handle(&event)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct PaddleEvent: PaddleEventType of &["paddle"];

    /// The event's type.
    fn event_type;

    /// The notification's id, `ntf_…`: the same on every attempt at one destination.
    pub notification_id: text = ["notification_id"];

    /// When the event happened.
    pub occurred_at: time = ["occurred_at"];
}

impl PaddleEvent {
    /// The event's id, `evt_…`: the same on every attempt, and what deduplicates.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// The entity that the event is about, `data`, as your own type. Borrows from the event where
    /// that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none, [`EventError::Payload`] if it does not fit.
    pub fn data<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["data"], "/data")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{Read, Table, TypeAt, part, table};

    #[test]
    fn the_envelope_is_what_the_json_says() {
        Table::<PaddleEvent> {
            type_at: TypeAt::Body(&["/event_type"]),
            parts: &[part!("/data", data)],
            members: &[
                ("/event_id", Read::Id(PaddleEvent::id)),
                ("/notification_id", Read::Text(PaddleEvent::notification_id)),
                ("/occurred_at", Read::Time(PaddleEvent::occurred_at)),
            ],
            ..table!("paddle")
        }
        .check();
        assert_eq!(
            PaddleEventType::TransactionCompleted,
            *"transaction.completed"
        );
    }
}
