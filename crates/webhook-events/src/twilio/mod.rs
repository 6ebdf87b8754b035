//! Twilio: messages, calls and their status callbacks, as form, query or JSON.
//!
//! - Incoming messages: <https://www.twilio.com/docs/messaging/guides/webhook-request>
//! - Message statuses: <https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks>
//! - Calls: <https://www.twilio.com/docs/voice/twiml#request-parameters>
//! - Call statuses: <https://www.twilio.com/docs/voice/api/call-resource#statuscallback>

mod status;

use std::sync::OnceLock;

use serde::Deserialize;
use webhook_core::Delivery;

pub use status::{TwilioCallStatus, TwilioMessageStatus};

use crate::{
    EventError, params,
    payload::{self, Json},
    typed::typed_event,
};

/// A delivery of Twilio.
///
/// ```
/// use webhook_events::{TwilioEvent, TwilioKind, TwilioMessageStatus};
///
/// fn handle(event: &TwilioEvent) {
///     match event.kind() {
///         TwilioKind::Message => println!("{:?} wrote {:?}", event.from(), event.body()),
///         TwilioKind::MessageStatus => {
///             if event.message_status() == Some(TwilioMessageStatus::Undelivered) {
///                 println!("{:?} never arrived: {:?}", event.message_sid(), event.error_code());
///             }
///         }
///         _ => {}
///     }
/// }
/// # let mut headers = http::HeaderMap::new();
/// # headers.insert("content-type", "application/x-www-form-urlencoded".parse()?);
/// # let verified = webhook_core::danger::assume_verified(
/// #     webhook_core::providers::TWILIO, &headers, "MessageSid=SM1&From=%2B1415&Body=hi")?;
/// # let event = TwilioEvent::new(webhook_core::Delivery::new(verified, webhook_core::DeliveryContext::new("example", webhook_core::UnixTime::from_secs(0))));
/// # assert_eq!(event.kind(), TwilioKind::Message);
/// # handle(&event);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct TwilioEvent {
    delivery: Delivery,
    params: OnceLock<Vec<(String, String)>>,
    json: Json,
}

typed_event!(TwilioEvent { params, json } of &["twilio"]);

/// What a [`TwilioEvent`] is, by the parameters it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TwilioKind {
    /// An incoming message, to be answered with TwiML.
    Message,
    /// A status callback of an outgoing message.
    MessageStatus,
    /// A call that asks for TwiML.
    Call,
    /// A status callback of a call.
    CallStatus,
    /// None of these: read [`TwilioEvent::params`] or [`TwilioEvent::payload`].
    Unknown,
}

impl TwilioEvent {
    /// What it is.
    pub fn kind(&self) -> TwilioKind {
        let has = |name| self.param(name).is_some();
        if self.message_sid().is_some() {
            if has("MessageStatus") && !has("Body") {
                TwilioKind::MessageStatus
            } else {
                TwilioKind::Message
            }
        } else if self.call_sid().is_none() {
            TwilioKind::Unknown
        } else if has("CallbackSource") || has("SequenceNumber") {
            TwilioKind::CallStatus
        } else {
            TwilioKind::Call
        }
    }

    /// The message or call. It repeats for every status, so it identifies no delivery:
    /// [`Delivery::dedupe_key`] does.
    pub fn id(&self) -> Option<&str> {
        self.message_sid().or_else(|| self.call_sid())
    }

    /// The message, `SM…` or `MM…`.
    pub fn message_sid(&self) -> Option<&str> {
        self.param("MessageSid").or_else(|| self.param("SmsSid"))
    }

    /// The call, `CA…`.
    pub fn call_sid(&self) -> Option<&str> {
        self.param("CallSid")
    }

    /// The account, `AC…`.
    pub fn account_sid(&self) -> Option<&str> {
        self.param("AccountSid")
    }

    /// Who sent or called: a number in E.164 form, or an address such as `whatsapp:+1415…`.
    pub fn from(&self) -> Option<&str> {
        self.param("From")
    }

    /// Who was written to or called.
    pub fn to(&self) -> Option<&str> {
        self.param("To")
    }

    /// A message's text.
    pub fn body(&self) -> Option<&str> {
        self.param("Body")
    }

    /// A message's state.
    pub fn message_status(&self) -> Option<TwilioMessageStatus> {
        self.param("MessageStatus")
            .or_else(|| self.param("SmsStatus"))
            .map(TwilioMessageStatus::from)
    }

    /// A call's state.
    pub fn call_status(&self) -> Option<TwilioCallStatus> {
        self.param("CallStatus").map(TwilioCallStatus::from)
    }

    /// Why a message failed: <https://www.twilio.com/docs/api/errors>.
    pub fn error_code(&self) -> Option<u32> {
        self.param("ErrorCode")?.parse().ok()
    }

    /// All parameters in order, of the form or, for a GET, of the query; empty for JSON.
    pub fn params(&self) -> &[(String, String)] {
        self.params
            .get_or_init(|| self.delivery.form_fields().unwrap_or_default())
    }

    /// The first parameter of this name.
    pub fn param(&self, name: &str) -> Option<&str> {
        params::first(self.params(), name)
    }

    /// A JSON body as your own type. Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::NoJson`] for a form or query, whose parameters are
    /// [`params`](TwilioEvent::params); [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        payload::whole(self.json.of(&self.delivery)?)
    }
}

#[cfg(test)]
mod tests;
