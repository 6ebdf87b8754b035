//! Stripe: v1 snapshot events, v2 thin events and Connect.
//!
//! - Snapshot events: <https://docs.stripe.com/api/events/object>
//! - Thin events: <https://docs.stripe.com/event-destinations#thin-payload>
//! - Connect: <https://docs.stripe.com/connect/webhooks>
//! - Fields of thin events as read by the npm package `stripe` 23.1.0.

mod event_type;

use std::sync::OnceLock;

use serde::Deserialize;
use webhook_core::Delivery;

pub use event_type::StripeEventType;

use crate::{EventError, envelope::envelope, payload, typed::typed_event};

/// An event of Stripe.
///
/// ```
/// use serde::Deserialize;
/// use webhook_events::{StripeEvent, StripeEventType};
///
/// #[derive(Deserialize)]
/// struct Invoice<'a> {
///     id: &'a str,
///     amount_paid: i64,
/// }
///
/// fn handle(event: &StripeEvent) -> Result<(), webhook_events::EventError> {
///     match event.event_type() {
///         StripeEventType::InvoicePaid => {
///             let invoice: Invoice<'_> = event.object()?;
///             println!("{} paid {}", invoice.id, invoice.amount_paid);
///         }
///         // Types newer than this crate still have their names.
///         other if other.as_str().starts_with("invoice.") => {}
///         _ => {}
///     }
///     Ok(())
/// }
/// # let body = r#"{"id":"evt_1","type":"invoice.paid","data":{"object":{"id":"in_1","amount_paid":500}}}"#;
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::STRIPE, &http::HeaderMap::new(), body)?;
/// # let event = StripeEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # handle(&event)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct StripeEvent {
    delivery: Delivery,
    event_type: OnceLock<StripeEventType>,
    envelope: OnceLock<Envelope>,
}

typed_event!(StripeEvent { event_type, envelope } of &["stripe"]);

envelope!(StripeEvent {
    /// When the event happened. v1 writes seconds, v2 ISO-8601; both are understood.
    pub created: time = ["created"];

    /// Whether it is about live money, as opposed to a sandbox.
    pub livemode: boolean = ["livemode"];

    /// The API version that shaped `data`; thin events have none.
    pub api_version: text = ["api_version"];

    /// The idempotency key of the API request that caused the event, if one did and had one.
    pub idempotency_key: text = ["request", "idempotency_key"];

    caused_by: text = ["request", "id"];
    thinly_caused_by: text = ["reason", "request", "id"];
    snapshot_id: text = ["data", "object", "id"];
    snapshot_kind: text = ["data", "object", "object"];
    connected: text = ["account"];
    context: text = ["context"];
    form: text = ["object"];
    related_id: text = ["related_object", "id"];
    related_kind: text = ["related_object", "type"];
    related_url: text = ["related_object", "url"];
});

/// What a thin event is about: fetch it from Stripe's API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RelatedObject<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its type: `billing.meter`.
    pub kind: Option<&'a str>,
    /// The path to fetch it from: `/v1/billing/meters/mtr_…`.
    pub url: Option<&'a str>,
}

impl StripeEvent {
    fn envelope(&self) -> &Envelope {
        self.envelope.get_or_init(|| Envelope::read(self.raw()))
    }

    /// The event's id, `evt_…`: the same on every attempt, and what deduplicates.
    pub fn id(&self) -> Option<&str> {
        self.delivery.id()
    }

    /// The event's type.
    pub fn event_type(&self) -> &StripeEventType {
        self.event_type
            .get_or_init(|| self.delivery.event_type().unwrap_or_default().into())
    }

    /// The connected account that the event is about: `account`, or `context`, which replaces it
    /// in v2. `None` for events of your own account.
    pub fn account(&self) -> Option<&str> {
        self.connected().or_else(|| self.context())
    }

    /// The id of the API request that caused the event, `req_…`; `None` where Stripe did by itself.
    pub fn request_id(&self) -> Option<&str> {
        self.caused_by().or_else(|| self.thinly_caused_by())
    }

    /// The id of the object that the event is about, `in_…`: in a snapshot event `data.object.id`,
    /// in a thin one that of its [`related_object`](Self::related_object). Events come late and out
    /// of order; what is fetched by this id is the object's present state.
    pub fn object_id(&self) -> Option<&str> {
        self.snapshot_id().or_else(|| self.related_id())
    }

    /// The type of that object: `invoice`, `v2.core.account`.
    pub fn object_type(&self) -> Option<&str> {
        self.snapshot_kind().or_else(|| self.related_kind())
    }

    /// Whether this is a v2 thin event, which names its object instead of holding it.
    pub fn is_thin(&self) -> bool {
        self.form() == Some("v2.core.event")
    }

    /// What a thin event is about.
    pub fn related_object(&self) -> Option<RelatedObject<'_>> {
        Some(RelatedObject {
            id: self.related_id()?,
            kind: self.related_kind(),
            url: self.related_url(),
        })
    }

    /// The object the event is about, `data.object`, as your own type. Borrows from the event
    /// where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none, as in thin events; [`EventError::Payload`] if it
    /// does not fit.
    pub fn object<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::member(self.raw(), &["data", "object"])?.ok_or(EventError::Absent {
            pointer: "/data/object",
            hint: "a thin event holds none, fetch the one that related_object() names",
        })
    }

    /// What the object's changed members were before, `data.previous_attributes`: updates only.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn previous_attributes<'a, T: Deserialize<'a>>(&'a self) -> Result<Option<T>, EventError> {
        payload::member::<Option<T>>(self.raw(), &["data", "previous_attributes"])
            .map(Option::flatten)
    }

    /// The whole event as your own type.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.raw())
    }
}

#[cfg(test)]
mod tests;
