//! The corpora, and deliveries made of them.

use std::{fs::File, io::Read as _, path::Path};

use axum_webhook::Delivery;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;
use webhook_core::{DedupeBy, DeliveryContext, Scheme, UnixTime, danger};

/// A payload under the name its file gives it.
#[derive(Deserialize)]
pub(crate) struct Row {
    #[serde(
        default,
        alias = "type",
        alias = "event",
        deserialize_with = "or_empty"
    )]
    pub(crate) name: String,
    pub(crate) payload: Value,
}

/// Slash commands have no type.
fn or_empty<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn open(file: &str) -> File {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpora")
        .join(file);
    File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The rows of a compressed JSON-lines file.
pub(crate) fn rows(file: &str) -> Vec<Row> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(open(file))
        .read_to_string(&mut text)
        .unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A list of names, or a map's keys.
pub(crate) fn names(file: &str) -> Vec<String> {
    match serde_json::from_reader(open(file)).unwrap() {
        Value::Array(names) => names
            .iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect(),
        Value::Object(names) => names.keys().cloned().collect(),
        other => panic!("{file} holds {other}"),
    }
}

/// A form's content type.
pub(crate) const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Encodes a form, every byte.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| {
        text.bytes()
            .map(|b| format!("%{b:02X}"))
            .collect::<String>()
    };
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    pairs.join("&")
}

/// A delivery that nobody signed: what is tested comes after verification.
pub(crate) fn delivery(
    scheme: Scheme,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Delivery {
    let headers = headers
        .iter()
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect::<http::HeaderMap>();
    Delivery::new(
        danger::assume_verified(scheme, &headers, body).unwrap(),
        DeliveryContext {
            endpoint: scheme.name().into(),
            tenant: None,
            received_at: UnixTime::from_secs(1_800_000_000),
            dedupe: DedupeBy::Scheme,
            window: None,
            suspected_replay: false,
        },
    )
}
