//! [`Capture`]: one request as it was seen, as JSON or as raw HTTP.

mod json;
mod raw;

use axum_webhook::core::UnixTime;
use bytes::Bytes;
use http::{HeaderMap, Method, Uri};

/// One request as it was received, or as it is to be sent again.
///
/// As JSON it is one object, whose names are stable:
///
/// ```
/// use hookgate::capture::Capture;
///
/// let line = r#"{"method":"POST","url":"/stripe?x=1","headers":[["stripe-signature","t=1,v1=ab"]],"body":"{}"}"#;
/// let capture = Capture::parse(line.as_bytes())?;
/// assert_eq!(capture.url.path(), "/stripe");
/// assert_eq!(capture.to_json(), line);
///
/// let raw = "POST /stripe?x=1 HTTP/1.1\r\nstripe-signature: t=1,v1=ab\r\ncontent-length: 2\r\n\r\n{}";
/// let same = Capture::parse(raw.as_bytes())?;
/// assert_eq!(same.body, capture.body);
/// # Ok::<(), hookgate::capture::CaptureError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// The method.
    pub method: Method,
    /// Path and query as received; absolute where the whole URL is known.
    pub url: Uri,
    /// The headers, in order.
    pub headers: HeaderMap,
    /// The body's bytes.
    pub body: Bytes,
    /// When it was received, in Unix seconds, where that is known.
    pub received_at: Option<UnixTime>,
}

/// Why a text is no captured request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CaptureError {
    /// It is JSON, but not a request.
    #[error(
        "this is no captured request: {0}; it takes method, url, headers and body (or body_base64)"
    )]
    Json(String),
    /// It is not HTTP either.
    #[error(
        "this is no captured request: {0}; give it as JSON, or as raw HTTP from the request line on"
    )]
    Raw(String),
}

impl Capture {
    /// From a JSON object or from raw HTTP/1.
    ///
    /// # Errors
    /// [`CaptureError`], which says what is wrong with the text.
    pub fn parse(text: &[u8]) -> Result<Self, CaptureError> {
        if text.trim_ascii_start().starts_with(b"{") {
            json::parse(text)
        } else {
            raw::parse(text)
        }
    }

    /// As one line of JSON. A body that is not UTF-8 is written as base64.
    pub fn to_json(&self) -> String {
        json::write(self)
    }
}
