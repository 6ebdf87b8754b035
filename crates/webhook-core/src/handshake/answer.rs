//! [`HandshakeAnswer`]: what goes back to the provider.

use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use sha2::{Digest as _, Sha256};

use super::Agreed;
use crate::{
    candidates,
    mac::Mac,
    scheme::{Encoding, Reply},
};

/// How a handshake is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HandshakeAnswer {
    /// The status.
    pub status: u16,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// Further headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
}

impl HandshakeAnswer {
    /// The answer as a response. What is echoed was somebody else's text, so no browser may take it for
    /// more than its `Content-Type` says.
    ///
    /// ```
    /// use http::{HeaderMap, Method, Uri};
    /// use webhook_core::{Inbound, UnixTime, Verifier, handshake::Agreed, providers};
    ///
    /// let verifier = Verifier::new(providers::DROPBOX, "the app's secret")?;
    /// let (uri, headers) = (Uri::from_static("/dropbox?challenge=c0ffee"), HeaderMap::new());
    /// let check = Inbound::new(&Method::GET, &uri, &headers);
    /// let answer = verifier.greet(&check, &Agreed::default(), UnixTime::from_secs(0)).unwrap();
    /// let response = answer.response();
    /// assert_eq!((response.status().as_u16(), response.body().as_str()), (200, "c0ffee"));
    /// assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    /// # Ok::<(), webhook_core::ConfigError>(())
    /// ```
    pub fn response(self) -> Response<String> {
        let mut response = Response::new(self.body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let headers = response.headers_mut();
        headers.extend(self.headers);
        let content_type = HeaderValue::from_static(self.content_type);
        headers.insert(header::CONTENT_TYPE, content_type);
        headers.insert(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        );
        response
    }

    /// Plain text.
    pub(crate) fn text(status: u16, body: String) -> Self {
        Self {
            status,
            content_type: "text/plain; charset=utf-8",
            headers: HeaderMap::new(),
            body,
        }
    }

    /// JSON.
    fn json(status: u16, body: String) -> Self {
        Self {
            content_type: "application/json",
            ..Self::text(status, body)
        }
    }

    /// A 200 of a JSON object of texts.
    fn object(members: &[(&str, &str)]) -> Self {
        let members = members
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).into()));
        Self::json(
            200,
            serde_json::Value::Object(members.collect()).to_string(),
        )
    }

    fn header(mut self, name: &'static str, value: &str) -> Option<Self> {
        let value = HeaderValue::from_str(value).ok()?;
        self.headers.insert(HeaderName::from_static(name), value);
        Some(self)
    }
}

/// What an answer is made with.
pub(crate) struct Means<'a> {
    pub(crate) encoding: Encoding,
    /// The key of events.
    pub(crate) mac: Option<&'a Mac>,
    pub(crate) key_id: Option<&'a str>,
    pub(crate) agreed: Option<&'a Agreed>,
    pub(crate) public_url: Option<&'a str>,
}

impl Means<'_> {
    fn sign(&self, text: &str) -> Option<String> {
        let mut mac = self.mac?.clone();
        mac.update(text.as_bytes());
        Some(candidates::encode(self.encoding, &mac.finish()))
    }
}

/// The answer to a challenge; `None` where something for it is missing.
pub(crate) fn reply(reply: Reply, challenge: &str, means: &Means<'_>) -> Option<HandshakeAnswer> {
    let empty = || HandshakeAnswer::text(200, String::new());
    match reply {
        Reply::Text => Some(HandshakeAnswer::text(200, challenge.to_owned())),
        Reply::Json(member) => Some(HandshakeAnswer::object(&[(member, challenge)])),
        Reply::Header(name) => empty().header(name, challenge),
        Reply::HeaderAndJson(name, member) => {
            HandshakeAnswer::object(&[(member, challenge)]).header(name, challenge)
        }
        Reply::Signed {
            plain,
            signed,
            prefix,
        } => {
            let signature = format!("{prefix}{}", means.sign(challenge)?);
            let signature = (signed, signature.as_str());
            Some(match plain {
                Some(plain) => HandshakeAnswer::object(&[(plain, challenge), signature]),
                None => HandshakeAnswer::object(&[signature]),
            })
        }
        Reply::SignedPair => {
            let pair = format!("{}|{}", means.key_id?, means.sign(challenge)?);
            Some(HandshakeAnswer::text(200, pair))
        }
        Reply::Hashed(member) => {
            let mut hash = Sha256::new();
            hash.update(challenge);
            hash.update(means.agreed?.token()?);
            hash.update(means.public_url?);
            let hash = const_hex::encode(hash.finalize());
            Some(HandshakeAnswer::object(&[(member, &hash)]))
        }
        Reply::Origin => {
            let mut answer = empty().header("webhook-allowed-origin", challenge)?;
            let post = HeaderValue::from_static("POST");
            answer.headers.insert(header::ALLOW, post);
            answer.header("webhook-allowed-rate", &means.agreed?.rate_text())
        }
        Reply::Fixed { status, body } => Some(HandshakeAnswer::json(status, body.to_owned())),
    }
}
