//! Deliveries for unit tests, and a table of what holds of every event.

mod envelope;

use http::HeaderMap;
use webhook_core::{DedupeBy, Delivery, DeliveryContext, Scheme, UnixTime, danger};

pub(crate) use envelope::{Checks, Read, TypeAt};

/// A delivery that nobody signed.
pub(crate) fn delivery(
    scheme: Scheme,
    headers: &[(&'static str, &str)],
    body: impl Into<bytes::Bytes>,
) -> Delivery {
    let headers = headers
        .iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect::<HeaderMap>();
    Delivery::new(
        danger::assume_verified(scheme, &headers, body).unwrap(),
        context(),
    )
}

/// A context without deduplication.
pub(crate) fn context() -> DeliveryContext {
    DeliveryContext {
        endpoint: "test".into(),
        tenant: None,
        received_at: UnixTime::from_secs(1_700_000_000),
        dedupe: DedupeBy::Off,
        suspected_replay: false,
    }
}

/// A form's content type, as a header.
pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
