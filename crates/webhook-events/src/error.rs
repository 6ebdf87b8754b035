//! [`EventError`]: a verified delivery that does not fit what was asked of it.

use std::sync::Arc;

use webhook_core::WebhookRejection;

use crate::locate;

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
#[derive(Clone, Debug, thiserror::Error)]
#[error("the payload does not fit {target} at {} (line {}, column {})", self.shown(), .source.line(), .source.column())]
pub struct PayloadError {
    target: &'static str,
    path: Box<str>,
    source: Arc<serde_json::Error>,
}

impl PayloadError {
    pub(crate) fn new<T>(json: &[u8], source: serde_json::Error) -> Self {
        Self {
            target: std::any::type_name::<T>(),
            path: locate::path(json, source.line(), source.column()).into(),
            source: Arc::new(source),
        }
    }

    /// The path to the value that does not fit: `/data/object/amount`. Empty for the top level.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether the payload is not JSON at all, as opposed to JSON of another shape.
    pub fn is_syntax(&self) -> bool {
        !self.source.is_data()
    }

    fn shown(&self) -> &str {
        if self.path.is_empty() {
            "its top level"
        } else {
            &self.path
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
}
