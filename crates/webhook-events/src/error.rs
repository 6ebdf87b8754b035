//! [`EventError`]: a verified delivery that does not fit what was asked of it.

use std::sync::Arc;

use webhook_core::WebhookRejection;

use crate::locate::{self, Place};

/// Why an event, or a part of its payload, could not be read.
///
/// `Display` says where and what to do and holds nothing of the payload's values; for payloads the
/// [`source`](std::error::Error::source) is serde's own message, which quotes them.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// Another provider's delivery.
    #[error(
        "expected {}, verified as {verified}: handle each provider's events on its own route, or take Delivery",
        .expected.join(" or ")
    )]
    WrongProvider {
        /// The slugs of the providers whose deliveries fit.
        expected: &'static [&'static str],
        /// The slug of the provider that the delivery was verified as.
        verified: &'static str,
    },
    /// The delivery holds no JSON at all.
    #[error("no JSON in this delivery: {what}")]
    NoJson {
        /// What it holds instead, and how to read that.
        what: &'static str,
    },
    /// The payload has no such member.
    #[error("the payload has no {pointer}: {hint}")]
    Absent {
        /// The member asked for.
        pointer: &'static str,
        /// Why it may be absent, and what to read instead.
        hint: &'static str,
    },
    /// The payload is not JSON, or does not fit the type asked for.
    #[error(transparent)]
    Payload(#[from] PayloadError),
}

/// Where a payload does not fit.
///
/// `Display` names the type and the place, by line and column too where those are known, and the
/// field if one is missing.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the payload does not fit {target} at {}{}{}", self.shown(), self.position(), self.missing())]
pub struct PayloadError {
    target: &'static str,
    place: Place,
    source: Arc<serde_json::Error>,
}

impl PayloadError {
    pub(crate) fn new<T>(json: &[u8], source: serde_json::Error) -> Self {
        Self {
            target: std::any::type_name::<T>(),
            place: locate::place(json, &source),
            source: Arc::new(source),
        }
    }

    /// The path to the value that does not fit: `/data/object/amount`. Empty for the top level.
    ///
    /// Of a missing field it is the path to the object that lacks it. Where serde reads a value whole
    /// before it looks inside (`flatten`, tagged and untagged enums), it leads to the member that the
    /// error speaks of, if only one can be meant, and otherwise to what holds it.
    pub fn path(&self) -> &str {
        &self.place.path
    }

    /// Whether the payload is not JSON at all, as opposed to JSON of another shape.
    pub fn is_syntax(&self) -> bool {
        !self.source.is_data()
    }

    fn shown(&self) -> &str {
        match self.path() {
            "" => "its top level",
            path => path,
        }
    }

    fn position(&self) -> String {
        if self.place.exact {
            let (line, column) = (self.source.line(), self.source.column());
            format!(" (line {line}, column {column})")
        } else {
            String::new()
        }
    }

    /// The type's own words, never the payload's: serde gives no other name to this message.
    fn missing(&self) -> String {
        let message = self.source.to_string();
        let name = message.strip_prefix("missing field `");
        let name = name.and_then(|rest| rest.split_once('`'));
        let is_name = |name: &str| {
            name.chars()
                .all(|c| c.is_alphanumeric() || "_-.$@".contains(c))
        };
        match name {
            Some((name, _)) if self.source.is_data() && is_name(name) => {
                format!(": it has no {name}")
            }
            _ => String::new(),
        }
    }
}

/// As a handler's argument that could not be made, whatever the framework.
impl From<EventError> for WebhookRejection {
    fn from(error: EventError) -> Self {
        match error {
            EventError::WrongProvider { expected, verified } => {
                Self::WrongProvider { expected, verified }
            }
            other => Self::payload(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn display_says_where_and_only_the_source_quotes_the_payload() {
        let json = br#"{"amount":"jo@example.com"}"#;
        #[derive(Debug, serde::Deserialize)]
        #[allow(dead_code, reason = "only the error matters")]
        struct Charge {
            amount: u32,
        }
        let source = serde_json::from_slice::<Charge>(json).unwrap_err();
        let error = EventError::from(PayloadError::new::<Charge>(json, source));
        let text = error.to_string();
        assert!(
            text.contains("Charge at /amount (line 1, column "),
            "{text}"
        );
        assert!(!text.contains("jo@"));
        assert!(error.source().unwrap().to_string().contains("jo@"));
    }

    #[test]
    fn a_missing_field_is_named_and_no_position_is_made_up() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(tag = "type")]
        #[allow(dead_code, reason = "only the error matters")]
        enum Paid {
            Charge { amount: u32 },
        }
        let shown = |json: &str| {
            let source = serde_json::from_str::<Paid>(json).unwrap_err();
            PayloadError::new::<()>(json.as_bytes(), source).to_string()
        };
        assert_eq!(
            shown(r#"{"type":"Charge"}"#),
            "the payload does not fit () at its top level: it has no amount"
        );
        assert_eq!(
            shown(r#"{"type":"Charge","amount":"x"}"#),
            "the payload does not fit () at /amount"
        );
        assert_eq!(
            shown("{"),
            "the payload does not fit () at its top level (line 1, column 1)"
        );
    }
}
