//! Deliveries for unit tests, and what is tested of every JSON event alike.

mod drift;
mod garbage;
mod part;
mod pointer;
mod read;
mod samples;
mod signed;
mod table;
mod type_at;
mod unknown_type;

use http::HeaderMap;
pub(crate) use part::{Part, part};
pub(crate) use read::Read;
pub(crate) use signed::signed;
pub(crate) use table::{Header, Table, table};
pub(crate) use type_at::TypeAt;
use webhook_core::{DedupeBy, Delivery, DeliveryContext, Scheme, UnixTime, danger};

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
        window: None,
        suspected_replay: false,
    }
}

/// A form's content type, as a header.
pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
