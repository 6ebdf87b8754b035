//! Standard Webhooks and the senders that follow it.
//!
//! - Specification: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>
//! - Milliseconds in `timestamp` (Clerk): <https://clerk.com/docs/webhooks/overview#payload-structure>
//! - `created_at` instead of `timestamp` (OpenAI): <https://platform.openai.com/docs/api-reference/webhook-events>

use std::{marker::PhantomData, sync::OnceLock, time::SystemTime};

use serde::{Deserialize, de::DeserializeOwned};
use webhook_core::{Delivery, UnixTime};

use crate::{
    EventError,
    members::{self, Path},
    payload, time,
    typed::event_impls,
};

/// An event of a sender that follows Standard Webhooks, Svix and its customers among them.
///
/// Types are the sender's own, so they are text.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::StandardEvent;
///
/// #[derive(Deserialize)]
/// struct User<'a> {
///     id: &'a str,
/// }
///
/// fn handle(event: &StandardEvent) -> Result<(), webhook_events::EventError> {
///     if event.event_type() == "user.created" {
///         let user: User<'_> = event.data()?;
///         println!("{} joined", user.id);
///     }
///     Ok(())
/// }
/// # let body = r#"{"type":"user.created","timestamp":"2026-11-22T07:00:24Z","data":{"id":"user_1"}}"#;
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::STANDARD_WEBHOOKS, &http::HeaderMap::new(), body)?;
/// # let event = StandardEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # handle(&event)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A handler for one type of event may name the type of its data, which is parsed when it is asked
/// for all the same:
///
/// ```
/// use webhook_events::StandardEvent;
///
/// #[derive(serde::Deserialize)]
/// struct User {
///     id: String,
/// }
///
/// async fn joined(event: StandardEvent<User>) -> Result<(), webhook_events::EventError> {
///     println!("{} joined", event.data()?.id);
///     Ok(())
/// }
/// ```
pub struct StandardEvent<T = AnyData> {
    delivery: Delivery,
    timestamp: OnceLock<Option<SystemTime>>,
    data: PhantomData<fn() -> T>,
}

/// The data of a [`StandardEvent`] whose handler names its type when it asks for it.
#[derive(Clone, Copy, Debug)]
pub struct AnyData(());

event_impls!(StandardEvent { T } of &[
    "standardwebhooks",
    "svix",
    "clerk",
    "resend",
    "openai",
    "anthropic",
    "replicate",
    "liveblocks",
    "lithic",
    "polar",
    "finch",
], by of);

const TIMES: [Path; 2] = [&["timestamp"], &["created_at"]];

impl StandardEvent {
    /// Wraps a delivery, whichever provider it was verified as.
    /// [`Event::from_delivery`](crate::Event::from_delivery) checks the provider.
    pub fn new(delivery: Delivery) -> Self {
        Self::of(delivery)
    }

    /// With the type of its data named.
    pub fn typed<T>(self) -> StandardEvent<T> {
        StandardEvent::of(self.delivery)
    }

    /// What the event is about, `data`, as your own type. Borrows from the event where that type
    /// does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if the sender has no `data` (Replicate, Lithic);
    /// [`EventError::Payload`] if it does not fit.
    pub fn data<'a, U: Deserialize<'a>>(&'a self) -> Result<U, EventError> {
        data(self.raw())
    }
}

impl<T: DeserializeOwned> StandardEvent<T> {
    /// What the event is about, `data`.
    ///
    /// # Errors
    /// [`EventError::Absent`] if the sender has no `data` (Replicate, Lithic);
    /// [`EventError::Payload`] if it does not fit.
    pub fn data(&self) -> Result<T, EventError> {
        data(self.raw())
    }
}

fn data<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Result<T, EventError> {
    payload::member(json, &["data"])?.ok_or(EventError::Absent {
        pointer: "/data",
        hint: "this sender's body is the data itself, read it with payload()",
    })
}

impl<T> Clone for StandardEvent<T> {
    fn clone(&self) -> Self {
        Self {
            delivery: self.delivery.clone(),
            timestamp: self.timestamp.clone(),
            data: PhantomData,
        }
    }
}

impl<T> StandardEvent<T> {
    fn of(delivery: Delivery) -> Self {
        Self {
            delivery,
            timestamp: OnceLock::new(),
            data: PhantomData,
        }
    }

    /// The message's id, signed and the same on every attempt: `msg_…`.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// The event's type as its sender names it; empty where it sends none.
    pub fn event_type(&self) -> &str {
        self.delivery.event_type().unwrap_or_default()
    }

    /// When the event happened, by the payload's `timestamp` or `created_at`.
    pub fn timestamp(&self) -> Option<SystemTime> {
        *self.timestamp.get_or_init(|| {
            let [timestamp, created_at] = members::scan(self.raw(), &TIMES);
            time::parse_seconds_or_millis(timestamp)
                .or_else(|| time::parse_seconds_or_millis(created_at))
        })
    }

    /// When this attempt was sent, by the signed header.
    pub fn sent_at(&self) -> Option<SystemTime> {
        self.delivery.timestamp().and_then(UnixTime::to_system_time)
    }

    /// The whole body as your own type.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, U: Deserialize<'a>>(&'a self) -> Result<U, EventError> {
        payload::whole(self.raw())
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use webhook_core::providers;

    use super::*;
    use crate::{Event as _, test_support::delivery};

    const BODY: &str =
        r#"{"type":"user.created","timestamp":"2023-11-14T22:13:20Z","data":{"id":"user_1"}}"#;

    #[test]
    fn every_sender_of_the_family_is_taken() {
        for name in <StandardEvent>::PROVIDERS {
            let scheme = providers::by_name(name).expect(name);
            let event = <StandardEvent>::from_delivery(&delivery(scheme, &[], BODY)).expect(name);
            let data: serde_json::Value = event.data().unwrap();
            assert_eq!(data["id"], "user_1");
        }
        let stripe = delivery(providers::STRIPE, &[], BODY);
        let error = <StandardEvent>::from_delivery(&stripe).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("expected standardwebhooks or svix or"),
            "{error}"
        );
    }

    #[test]
    fn envelope_is_read_from_headers_and_body() {
        let event = StandardEvent::new(delivery(providers::SVIX, &[("svix-id", "msg_1")], BODY));
        assert_eq!(
            (event.id(), event.event_type()),
            (Some("msg_1"), "user.created")
        );
        let expected = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        assert_eq!(event.timestamp(), Some(expected));
        // Nobody signed this one.
        assert_eq!(event.sent_at(), None);
        for body in [
            r#"{"created_at":1700000000}"#,
            r#"{"timestamp":"soon","created_at":1700000000000}"#,
        ] {
            let event = StandardEvent::new(delivery(providers::OPENAI, &[], body));
            assert_eq!(event.timestamp(), Some(expected), "{body}");
            assert_eq!(event.event_type(), "");
        }
    }

    #[test]
    fn named_data_is_parsed_when_asked_for() {
        #[derive(Debug, serde::Deserialize)]
        struct User {
            id: String,
        }
        let event = StandardEvent::new(delivery(providers::SVIX, &[], BODY)).typed::<User>();
        assert_eq!(event.data().unwrap().id, "user_1");
        // What drifted arrives all the same.
        let body = r#"{"type":"user.created","data":{"id":1}}"#;
        let from = delivery(providers::CLERK, &[], body);
        let event = StandardEvent::<User>::from_delivery(&from).unwrap();
        assert_eq!(
            (event.event_type(), &event.raw()[..]),
            ("user.created", body.as_bytes())
        );
        let error = event.clone().data().unwrap_err();
        assert!(error.to_string().contains("/data/id"), "{error}");
    }

    #[test]
    fn a_sender_without_data_says_so() {
        let body = r#"{"id":"p_1","status":"succeeded"}"#;
        let event = StandardEvent::new(delivery(providers::REPLICATE, &[], body));
        assert_eq!(event.event_type(), "completed");
        let error = event.data::<serde_json::Value>().unwrap_err();
        assert!(error.to_string().contains("payload()"), "{error}");
        let payload: serde_json::Value = event.payload().unwrap();
        assert_eq!(payload["id"], "p_1");
    }
}
