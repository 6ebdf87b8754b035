//! Passes a verified delivery on, unchanged; what comes back is the answer.

use std::time::Duration;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, Request, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use axum_webhook::Scheme;
use bytes::Bytes;
use http_body_util::BodyExt as _;

use crate::{
    ClientError,
    client::{self, Client},
};

/// How long the service behind may take, unless the provider gives up earlier.
const DEADLINE: Duration = Duration::from_secs(30);

/// Headers of one connection, which are not passed on:
/// <https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1>.
const HOP_BY_HOP: [HeaderName; 8] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Marks an answer of the service behind; holds why there was none.
#[derive(Clone, Debug)]
pub(super) struct Forwarded(pub(super) Option<String>);

/// The service behind.
#[derive(Clone, Debug)]
pub(super) struct Upstream {
    client: Client,
    url: Uri,
}

impl Upstream {
    pub(super) fn new(url: Uri, scheme: &Scheme) -> Result<Self, ClientError> {
        let deadline = scheme.response_deadline().unwrap_or(DEADLINE).min(DEADLINE);
        Ok(Self {
            client: Client::new(&url, deadline)?,
            url,
        })
    }

    /// Passes the request on. What goes wrong is a 5xx, so that the provider keeps the delivery.
    pub(super) async fn pass(&self, request: Request<Body>) -> Response {
        let (head, body) = request.into_parts();
        // The layer has read it: it is there.
        let body = match body.collect().await {
            Ok(body) => body.to_bytes(),
            Err(error) => return failed(StatusCode::BAD_GATEWAY, error.to_string()),
        };
        let mut onward = Request::new(client::full(body));
        *onward.method_mut() = head.method;
        *onward.uri_mut() = with_query(&self.url, head.uri.query());
        *onward.headers_mut() = end_to_end(head.headers);
        onward.headers_mut().remove(header::HOST);
        match self.client.send(onward).await {
            Ok(reply) => {
                let mut response = Response::new(Body::from(reply.body));
                *response.status_mut() = reply.status;
                *response.headers_mut() = end_to_end(reply.headers);
                response.extensions_mut().insert(Forwarded(None));
                response
            }
            Err(error @ ClientError::Late(_)) => {
                failed(StatusCode::GATEWAY_TIMEOUT, error.to_string())
            }
            Err(error) => failed(StatusCode::BAD_GATEWAY, error.to_string()),
        }
    }
}

/// One generic line to the provider, the reason to the log.
fn failed(status: StatusCode, reason: String) -> Response {
    let body = Bytes::from_static(b"the service behind this endpoint gave no answer\n");
    let mut response = (status, body).into_response();
    response.extensions_mut().insert(Forwarded(Some(reason)));
    response
}

/// What belongs to the message and not to the connection it came on. The length is the client's
/// and the server's to say.
fn end_to_end(mut headers: HeaderMap) -> HeaderMap {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in HOP_BY_HOP.iter().chain(&named) {
        headers.remove(name);
    }
    headers.remove(header::CONTENT_LENGTH);
    headers
}

/// The upstream's URL with the request's query behind its own.
fn with_query(url: &Uri, query: Option<&str>) -> Uri {
    let Some(query) = query else {
        return url.clone();
    };
    let separator = if url.query().is_some() { '&' } else { '?' };
    // Both halves come out of URIs.
    format!("{url}{separator}{query}")
        .parse()
        .unwrap_or_else(|_| url.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_the_connection_stay_behind() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("connection", "close, X-Once"),
            ("x-once", "1"),
            ("transfer-encoding", "chunked"),
            ("content-length", "3"),
            ("stripe-signature", "t=1"),
        ] {
            headers.append(name, value.parse().unwrap());
        }
        let kept = end_to_end(headers);
        assert_eq!(kept.len(), 1);
        assert!(kept.contains_key("stripe-signature"));
    }

    #[test]
    fn the_query_goes_along() {
        let cases = [
            ("http://a/x", None, "http://a/x"),
            ("http://a/x", Some("b=1"), "http://a/x?b=1"),
            ("http://a/x?c=2", Some("b=1"), "http://a/x?c=2&b=1"),
        ];
        for (url, query, expected) in cases {
            let url: Uri = url.parse().unwrap();
            assert_eq!(with_query(&url, query).to_string(), expected);
        }
    }
}
