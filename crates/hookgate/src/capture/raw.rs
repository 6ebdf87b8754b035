//! Raw HTTP/1: from the request line to the last byte of the body.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::{Capture, CaptureError};

/// More headers than any server takes.
const MAX_HEADERS: usize = 200;

/// The body is whatever follows the head: a length that differs is a finding, not an error.
pub(super) fn parse(text: &[u8]) -> Result<Capture, CaptureError> {
    let wrong = |what: &str| CaptureError::Raw(what.to_owned());
    let mut slots = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut slots);
    let end = match request.parse(text) {
        Ok(httparse::Status::Complete(end)) => end,
        Ok(httparse::Status::Partial) => {
            return Err(wrong("the empty line after the headers is missing"));
        }
        Err(error) => return Err(CaptureError::Raw(error.to_string())),
    };
    let mut headers = HeaderMap::new();
    for header in request.headers.iter() {
        let name = HeaderName::from_bytes(header.name.as_bytes());
        let value = HeaderValue::from_bytes(header.value);
        match (name, value) {
            (Ok(name), Ok(value)) => headers.append(name, value),
            _ => return Err(CaptureError::Raw(format!("{:?} is no header", header.name))),
        };
    }
    let method = request.method.and_then(|text| text.parse::<Method>().ok());
    let url = request.path.and_then(|text| text.parse::<Uri>().ok());
    Ok(Capture {
        method: method.ok_or_else(|| wrong("the request line has no method"))?,
        url: url.ok_or_else(|| wrong("the request line has no path"))?,
        headers,
        body: Bytes::copy_from_slice(text.get(end..).unwrap_or_default()),
        received_at: None,
    })
}
