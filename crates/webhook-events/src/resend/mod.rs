//! Resend, sent through Svix.
//!
//! - Events and their envelope: <https://resend.com/docs/dashboard/webhooks/event-types>
//! - Their members, by type: the npm package `resend` 6.38.0 (WebhookEventPayload)
//! - Headers: <https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests>

mod event_type;

use std::time::SystemTime;

use serde::Deserialize;
use webhook_core::UnixTime;

pub use event_type::ResendEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An event of Resend.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{ResendEvent, ResendEventType};
    ///
    /// #[derive(Deserialize)]
    /// struct Bounced {
    ///     to: Vec<String>,
    ///     bounce: Bounce,
    /// }
    ///
    /// #[derive(Deserialize)]
    /// struct Bounce {
    ///     r#type: String,
    /// }
    ///
    /// fn handle(event: &ResendEvent) -> Result<(), webhook_events::EventError> {
    ///     if *event.event_type() == ResendEventType::EmailBounced {
    ///         let bounced: Bounced = event.data()?;
    ///         println!("{:?}: {} for {:?}", event.email_id(), bounced.bounce.r#type, bounced.to);
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("resend", "email.bounced").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::RESEND, &http::HeaderMap::new(), body)?;
    /// # let event = ResendEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # handle(&event)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct ResendEvent: ResendEventType of &["resend"];

    /// The event's type.
    fn event_type;

    /// When the event happened. The mail's own time is in its [`data`](ResendEvent::data).
    pub created_at: time = ["created_at"];

    /// The mail that an event is about, by Resend's id: what its API takes. All events of a mail
    /// have the same.
    pub email_id: text = ["data", "email_id"];

    /// The mail that an event is about, by its header `Message-ID`: what answers refer to.
    pub message_id: text = ["data", "message_id"];

    /// The mail's subject.
    pub subject: text = ["data", "subject"];

    data_from: text = ["data", "from"];
}

impl ResendEvent {
    /// The message's id, `msg_…`, signed and the same on every attempt: what deduplicates.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// When this attempt was sent, by the signed header.
    pub fn sent_at(&self) -> Option<SystemTime> {
        self.delivery.timestamp().and_then(UnixTime::to_system_time)
    }

    /// The mail's sender: `Acme <onboarding@example.com>`. Events of an inbox have something else
    /// under this name (the folder that a thread left), so it is told for `email.…` only.
    pub fn from(&self) -> Option<&str> {
        let is_email = self.event_type().as_str().starts_with("email.");
        self.data_from().filter(|_| is_email)
    }

    /// What the event is about, `data`, as your own type. Borrows from the event where that type
    /// does.
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
    use crate::test_support::{Read, Table, delivery, part, table};

    #[test]
    fn the_envelope_is_what_the_json_says() {
        Table::<ResendEvent> {
            sent_at: Some(ResendEvent::sent_at),
            headers: &[("svix-id", ResendEvent::id)],
            parts: &[part!("/data", data)],
            members: &[
                ("/created_at", Read::Time(ResendEvent::created_at)),
                ("/data/email_id", Read::Text(ResendEvent::email_id)),
                ("/data/message_id", Read::Text(ResendEvent::message_id)),
                ("/data/subject", Read::Text(ResendEvent::subject)),
                ("/data/from", Read::Text(ResendEvent::from)),
            ],
            ..table!("resend")
        }
        .check();
        assert_eq!(ResendEventType::EmailBounced, *"email.bounced");
    }

    #[test]
    fn a_folder_is_no_sender() {
        let body = r#"{"type":"inbox.thread.folder.updated","data":{"from":"inbox","to":"spam"}}"#;
        let event = ResendEvent::new(delivery(providers::RESEND, &[], body));
        assert_eq!(
            *event.event_type(),
            ResendEventType::InboxThreadFolderUpdated
        );
        assert_eq!(event.from(), None);
    }
}
