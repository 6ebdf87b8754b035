//! OpenAI.
//!
//! - Events and their envelope: <https://platform.openai.com/docs/api-reference/webhook-events>
//! - Headers, retries, deduplication: <https://platform.openai.com/docs/guides/webhooks>

mod event_type;

use std::time::SystemTime;

use serde::Deserialize;
use webhook_core::UnixTime;

pub use event_type::OpenAiEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An event of OpenAI. It says which object changed and how; the object itself is fetched from
    /// the API.
    ///
    /// ```
    /// use webhook_events::{OpenAiEvent, OpenAiEventType};
    ///
    /// fn handle(event: &OpenAiEvent) {
    ///     match event.event_type() {
    ///         OpenAiEventType::ResponseCompleted => {
    ///             println!("fetch the response {:?}", event.data_id());
    ///         }
    ///         OpenAiEventType::BatchCompleted => {
    ///             println!("fetch the batch {:?}", event.data_id());
    ///         }
    ///         _ => {}
    ///     }
    /// }
    /// # let body = webhook_core::testing::sample("openai", "response.completed").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::OPENAI, &http::HeaderMap::new(), body)?;
    /// # let event = OpenAiEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # assert!(event.data_id().unwrap().starts_with("resp_"));
    /// # handle(&event);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct OpenAiEvent: OpenAiEventType of &["openai"];

    /// The event's type.
    fn event_type;

    /// The event's id, `evt_…`: that of the body. [`id`](OpenAiEvent::id) is the message's.
    pub event_id: text = ["id"];

    /// The kind of the body: `event`.
    pub object: text = ["object"];

    /// When the event happened: the response completed, the batch failed. In whole seconds.
    pub created_at: time = ["created_at"];

    /// The id of the response, batch, job or run that the event is about, to fetch it by. A call
    /// has none: its `call_id` is in [`data`](OpenAiEvent::data).
    pub data_id: text = ["data", "id"];
}

impl OpenAiEvent {
    /// The message's id from the header `webhook-id`, signed and the same on every attempt: what
    /// deduplicates.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// When this attempt was sent, by the signed header.
    pub fn sent_at(&self) -> Option<SystemTime> {
        self.delivery.timestamp().and_then(UnixTime::to_system_time)
    }

    /// What the event tells of its object, `data`, as your own type: mostly an id. Borrows from the
    /// event where that type does.
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
    use crate::test_support::{Read, Table, part, table};

    #[test]
    fn the_envelope_is_what_the_json_says() {
        Table::<OpenAiEvent> {
            sent_at: Some(OpenAiEvent::sent_at),
            headers: &[("webhook-id", OpenAiEvent::id)],
            parts: &[part!("/data", data)],
            members: &[
                ("/id", Read::Text(OpenAiEvent::event_id)),
                ("/object", Read::Text(OpenAiEvent::object)),
                ("/created_at", Read::Time(OpenAiEvent::created_at)),
                ("/data/id", Read::Text(OpenAiEvent::data_id)),
            ],
            ..table!("openai")
        }
        .check();
        assert_eq!(
            OpenAiEventType::RealtimeCallIncoming,
            *"realtime.call.incoming"
        );
    }
}
