//! Clerk, sent through Svix.
//!
//! - Events and their envelope: <https://clerk.com/docs/guides/development/webhooks/overview#payload-structure>
//! - Headers: <https://docs.svix.com/receiving/verifying-payloads/how-manual>

mod event_type;

use std::time::SystemTime;

use serde::Deserialize;
use webhook_core::UnixTime;

pub use event_type::ClerkEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An event of Clerk.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{ClerkEvent, ClerkEventType};
    ///
    /// #[derive(Deserialize)]
    /// struct User<'a> {
    ///     id: &'a str,
    /// }
    ///
    /// fn handle(event: &ClerkEvent) -> Result<(), webhook_events::EventError> {
    ///     match event.event_type() {
    ///         ClerkEventType::UserCreated => {
    ///             println!("{} signed up", event.data::<User<'_>>()?.id);
    ///         }
    ///         ClerkEventType::UserDeleted => {
    ///             println!("{} left", event.data::<User<'_>>()?.id);
    ///         }
    ///         _ => {}
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("clerk", "user.created").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::CLERK, &http::HeaderMap::new(), body)?;
    /// # let event = ClerkEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # handle(&event)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct ClerkEvent: ClerkEventType of &["clerk"];

    /// The event's type.
    fn event_type;

    /// The Clerk instance that the event happened in, `ins_…`: development and production are two.
    pub instance_id: text = ["instance_id"];

    /// When the event happened, to the millisecond.
    pub timestamp: time = ["timestamp"];

    /// The address that the request which caused the event came from.
    pub client_ip: text = ["event_attributes", "http_request", "client_ip"];

    /// The browser or program that the request which caused the event came from.
    pub user_agent: text = ["event_attributes", "http_request", "user_agent"];
}

impl ClerkEvent {
    /// The message's id, `msg_…`, signed and the same on every attempt: what deduplicates.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// When this attempt was sent, by the signed header.
    pub fn sent_at(&self) -> Option<SystemTime> {
        self.delivery.timestamp().and_then(UnixTime::to_system_time)
    }

    /// The object that the event is about, `data`, as your own type. Borrows from the event where
    /// that type does. Of what was deleted there is little more than its id.
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
        Table::<ClerkEvent> {
            sent_at: Some(ClerkEvent::sent_at),
            headers: &[("svix-id", ClerkEvent::id)],
            parts: &[part!("/data", data)],
            members: &[
                ("/instance_id", Read::Text(ClerkEvent::instance_id)),
                ("/timestamp", Read::Time(ClerkEvent::timestamp)),
                (
                    "/event_attributes/http_request/client_ip",
                    Read::Text(ClerkEvent::client_ip),
                ),
                (
                    "/event_attributes/http_request/user_agent",
                    Read::Text(ClerkEvent::user_agent),
                ),
            ],
            ..table!("clerk")
        }
        .check();
        assert_eq!(ClerkEventType::UserCreated, *"user.created");
    }
}
