//! The JSON form of a capture.

use std::collections::BTreeMap;

use axum_webhook::core::UnixTime;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};

use super::{Capture, CaptureError};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(default = "post")]
    method: String,
    #[serde(default = "root")]
    url: String,
    headers: Headers,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    received_at: Option<i64>,
}

/// What tools and people write: pairs, which keep order and repetition, or an object.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Headers {
    Pairs(Vec<(String, String)>),
    Object(BTreeMap<String, String>),
}

fn post() -> String {
    "POST".to_owned()
}

fn root() -> String {
    "/".to_owned()
}

pub(super) fn parse(text: &[u8]) -> Result<Capture, CaptureError> {
    let wrong = |what: String| CaptureError::Json(what);
    let line: Line = serde_json::from_slice(text).map_err(|error| wrong(error.to_string()))?;
    let pairs = match line.headers {
        Headers::Pairs(pairs) => pairs,
        Headers::Object(object) => object.into_iter().collect(),
    };
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        let parsed = HeaderName::try_from(&name)
            .ok()
            .zip(HeaderValue::from_bytes(value.as_bytes()).ok());
        let (name, value) =
            parsed.ok_or_else(|| wrong(format!("{name:?} is no header of HTTP")))?;
        headers.append(name, value);
    }
    let body = match (line.body, line.body_base64) {
        (Some(text), None) => Bytes::from(text),
        (None, Some(text)) => STANDARD
            .decode(text)
            .map_err(|_| wrong("body_base64 is not base64".to_owned()))?
            .into(),
        (None, None) => Bytes::new(),
        (Some(_), Some(_)) => return Err(wrong("it has both body and body_base64".to_owned())),
    };
    Ok(Capture {
        method: line
            .method
            .parse()
            .map_err(|_| wrong("the method is none of HTTP".to_owned()))?,
        url: line
            .url
            .parse()
            .map_err(|_| wrong("the url is not a path or a URL".to_owned()))?,
        headers,
        body,
        received_at: line.received_at.map(UnixTime::from_secs),
    })
}

pub(super) fn write(capture: &Capture) -> String {
    let pairs = capture.headers.iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes());
        (name.to_string(), value.into_owned())
    });
    let (body, body_base64) = match std::str::from_utf8(&capture.body) {
        Ok(text) => (Some(text.to_owned()), None),
        Err(_) => (None, Some(STANDARD.encode(&capture.body))),
    };
    let line = Line {
        method: capture.method.to_string(),
        url: capture.url.to_string(),
        headers: Headers::Pairs(pairs.collect()),
        body,
        body_base64,
        received_at: capture.received_at.map(UnixTime::as_secs),
    };
    // Strings and numbers always have a JSON form.
    serde_json::to_string(&line).unwrap_or_default()
}
