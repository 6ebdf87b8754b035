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
    use webhook_core::providers;

    use super::*;
    use crate::{test_support::delivery, time};

    const BODY: &str = r#"{"event_id":"evt_1","event_type":"transaction.completed","occurred_at":"2023-11-14T22:13:20.512Z","notification_id":"ntf_1","data":{"id":"txn_1"}}"#;

    #[test]
    fn envelope_and_entity_are_read() {
        let event = PaddleEvent::new(delivery(providers::PADDLE, &[], BODY));
        assert_eq!(*event.event_type(), PaddleEventType::TransactionCompleted);
        assert_eq!(event.id(), Some("evt_1"));
        assert_eq!(event.notification_id(), Some("ntf_1"));
        assert_eq!(event.occurred_at(), time::iso("2023-11-14T22:13:20.512Z"));
        assert_eq!(event.data::<serde_json::Value>().unwrap()["id"], "txn_1");
    }

    #[test]
    fn what_drifted_spoils_nothing_else() {
        let body = r#"{"event_id":1,"event_type":"moon.rose","notification_id":"ntf_1","occurred_at":{},"data":[1]}"#;
        let event = PaddleEvent::new(delivery(providers::PADDLE, &[], body));
        assert_eq!(event.event_type().as_str(), "moon.rose");
        assert_eq!(event.notification_id(), Some("ntf_1"));
        assert_eq!(event.occurred_at(), None);
        let error = event
            .data::<std::collections::HashMap<String, u8>>()
            .unwrap_err();
        assert!(error.to_string().contains("/data"), "{error}");
        assert_eq!(event.raw(), body.as_bytes());
    }
}
