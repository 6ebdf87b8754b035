//! Zoom: meetings, webinars, recordings, phone, team chat, users, Video SDK sessions.
//!
//! - Form of an event: <https://developers.zoom.us/docs/api/webhooks/>
//! - Events by product: <https://developers.zoom.us/docs/api/meetings/events/>
//! - Members: the npm package `@zoom/rivet` 0.4.0, `meetings/meetings.d.ts` and its siblings

mod event_type;

use serde::Deserialize;

pub use event_type::ZoomEventType;

use crate::{EventError, json_event::json_event, payload};

json_event! {
    /// An event of Zoom.
    ///
    /// Zoom gives events no id: what deduplicates is the signed content. Its check of the endpoint
    /// (`endpoint.url_validation`) is answered before a handler is asked.
    ///
    /// ```
    /// use serde::Deserialize;
    /// use webhook_events::{ZoomEvent, ZoomEventType};
    ///
    /// #[derive(Deserialize)]
    /// struct Meeting {
    ///     uuid: String,
    ///     topic: String,
    /// }
    ///
    /// fn handle(event: &ZoomEvent) -> Result<(), webhook_events::EventError> {
    ///     if *event.event_type() == ZoomEventType::MeetingStarted {
    ///         let meeting: Meeting = event.object()?;
    ///         println!("{} ({}) at {:?}", meeting.topic, meeting.uuid, event.event_ts());
    ///     }
    ///     Ok(())
    /// }
    /// # let body = webhook_core::testing::sample("zoom", "meeting.started").unwrap().body;
    /// # let verified = webhook_core::danger::assume_verified(
    /// #     webhook_core::providers::ZOOM, &http::HeaderMap::new(), body)?;
    /// # let event = ZoomEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
    /// # handle(&event)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [`payload`](Self::payload) is the whole body, as of every event; Zoom's own member of that
    /// name is read by [`object`](Self::object) where the event is about an object.
    pub struct ZoomEvent: ZoomEventType of &["zoom"];

    /// The event's name, Zoom's member `event`.
    fn event_type;

    /// When the event happened, to the millisecond.
    pub event_ts: time = ["event_ts"];

    /// The account in which it happened, `payload.account_id`. Chatbot events name it otherwise.
    pub account_id: text = ["payload", "account_id"];

    /// Who caused it, by email, where Zoom says so: `payload.operator`.
    pub operator: text = ["payload", "operator"];

    /// Who caused it, by id, where Zoom says so: `payload.operator_id`.
    pub operator_id: text = ["payload", "operator_id"];

    /// What downloads the recording's files, as a bearer token, for 24 hours. A secret: whoever
    /// holds it can read them.
    pub download_token: text = ["download_token"];
}

impl ZoomEvent {
    /// What the event is about, `payload.object`, as your own type: the meeting, user, call ….
    /// Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none (`app_deauthorized`, chatbot events);
    /// [`EventError::Payload`] if it does not fit.
    pub fn object<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::required(self.raw(), &["payload", "object"], "/payload/object")
    }
}

#[cfg(test)]
mod tests {
    use webhook_core::{providers, testing};

    use super::*;
    use crate::test_support::{Read, Table, TypeAt, delivery, part, table};

    #[test]
    fn the_envelope_is_what_the_json_says() {
        Table::<ZoomEvent> {
            type_at: TypeAt::Body(&["/event"]),
            parts: &[part!("/payload/object", object)],
            members: &[
                ("/event_ts", Read::Time(ZoomEvent::event_ts)),
                ("/payload/account_id", Read::Text(ZoomEvent::account_id)),
                ("/payload/operator", Read::Text(ZoomEvent::operator)),
                ("/payload/operator_id", Read::Text(ZoomEvent::operator_id)),
                ("/download_token", Read::Text(ZoomEvent::download_token)),
            ],
            ..table!("zoom")
        }
        .check();
        assert_eq!(ZoomEventType::AppDeauthorized, *"app_deauthorized");
    }

    #[test]
    fn the_token_is_not_debugged() {
        let sample = testing::sample("zoom", "recording.completed").unwrap();
        let event = ZoomEvent::new(delivery(providers::ZOOM, &[], sample.body));
        let token = event.download_token().unwrap();
        assert!(!format!("{event:?}").contains(token));
    }
}
