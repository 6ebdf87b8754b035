//! Twilio SendGrid Event Webhook.
//!
//! - Events and their members: <https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event>

mod event_type;

use serde::Deserialize;
use webhook_core::Delivery;

pub use event_type::SendGridEventType;

use crate::{EventError, EventItem, payload, typed::typed_event};

/// The events of SendGrid that one request brings, signed as a whole.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::{SendGridEvents, SendGridEventType};
///
/// #[derive(Deserialize)]
/// struct Bounce<'a> {
///     email: &'a str,
///     reason: Option<String>,
/// }
///
/// fn handle(events: &SendGridEvents) -> Result<(), webhook_events::EventError> {
///     for event in events.items() {
///         if *event.event_type() == SendGridEventType::Bounce {
///             let bounce: Bounce<'_> = event.payload()?;
///             println!("{:?}: {} {:?}", event.id(), bounce.email, bounce.reason);
///         }
///     }
///     Ok(())
/// }
/// # let body = webhook_core::testing::sample("sendgrid", "bounce").unwrap().body;
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::SENDGRID, &http::HeaderMap::new(), body)?;
/// # let events = SendGridEvents::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # assert_eq!(*events.items()[0].event_type(), SendGridEventType::Bounce);
/// # handle(&events)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct SendGridEvents {
    delivery: Delivery,
}

typed_event!(SendGridEvents {} of &["sendgrid"]);

impl SendGridEvents {
    /// The events, in the order in which they came; a body of another form is one item of unknown
    /// type. The id of each is its `sg_event_id`, which stays the same wherever SendGrid sends the
    /// event again: in another request it may stand among others.
    pub fn items(&self) -> Vec<EventItem<'_, SendGridEventType>> {
        let items = self.delivery.items().into_iter();
        items.map(EventItem::new).collect()
    }

    /// The whole body as your own type: a list. Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.raw())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;
    use webhook_core::{providers, testing};

    use super::*;
    use crate::test_support::delivery;

    fn events(body: &str) -> SendGridEvents {
        SendGridEvents::new(delivery(providers::SENDGRID, &[], body.to_owned()))
    }

    #[test]
    fn every_event_of_every_sample_is_known_and_itself() {
        for sample in testing::samples("sendgrid") {
            let events = events(sample.body);
            let whole: Vec<Value> = events.payload().unwrap();
            let items = events.items();
            assert_eq!(items.len(), whole.len(), "{}", sample.name);
            assert_eq!(*items[0].event_type(), sample.name);
            for (item, value) in items.iter().zip(&whole) {
                assert!(item.event_type().is_known(), "{}", item.raw());
                assert_eq!(*item.event_type(), value["event"].as_str().unwrap());
                assert_eq!(item.id(), value["sg_event_id"].as_str());
                assert_eq!(item.payload::<Value>().unwrap(), *value);
            }
        }
    }

    #[test]
    fn an_event_that_drifted_spoils_no_other() {
        let body = r#"[{"event":["bounce"],"sg_event_id":{}},7,{"event":"moon.rose"},
            {"sg_event_id":null},{"event":"open","sg_event_id":"b3Blbg"}]"#;
        let events = events(body);
        let items = events.items();
        let seen: Vec<_> = items
            .iter()
            .map(|item| (item.id(), item.event_type().as_str()))
            .collect();
        let none = (None, "");
        let expected = [
            none,
            none,
            (None, "moon.rose"),
            none,
            (Some("b3Blbg"), "open"),
        ];
        assert_eq!(seen, expected);
        assert!(!items[2].event_type().is_known());
        assert_eq!(items[1].raw(), "7");
    }

    #[test]
    fn a_body_of_another_form_is_one_item() {
        for body in ["", "[", "{}", "null", "7", r#"{"event":"open"}"#] {
            let events = events(body);
            let items = events.items();
            assert_eq!(items.len(), 1, "{body}");
            assert_eq!(items[0].raw(), body);
            assert_eq!(*items[0].event_type(), "");
            assert_eq!(events.raw(), body.as_bytes());
        }
        assert!(events("[]").items().is_empty());
    }
}
