//! Signed requests in one line.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::SystemTime,
};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Uri};

use super::FreshSample;
use crate::{Scheme, Secret, Signer, UnixTime, signer::Outgoing};

/// Starts a request as `scheme`'s provider would send it, signed with `secret`, now, with an id of
/// its own.
///
/// # Panics
/// If the secret cannot be one: this is for tests.
#[allow(
    clippy::expect_used,
    reason = "a test kit reports mistakes by panicking"
)]
pub fn request(scheme: Scheme, secret: impl Into<Secret>) -> RequestBuilder {
    RequestBuilder::new(Signer::new(scheme, secret).expect("a usable secret and scheme"))
}

/// A request under construction; see [`request`].
#[derive(Clone, Debug)]
pub struct RequestBuilder {
    signer: Signer,
    method: Method,
    url: String,
    body: Bytes,
    content_type: Option<String>,
    timestamp: UnixTime,
    id: String,
    event_type: Option<String>,
    headers: Vec<(&'static str, String)>,
}

impl RequestBuilder {
    /// Signed by `signer`; otherwise as [`request`]. For providers whose keys are fetched,
    /// [`Published`](super::Published) has one.
    pub fn new(signer: Signer) -> Self {
        static COUNTER: AtomicU64 = AtomicU64::new(1);
        Self {
            signer,
            method: Method::POST,
            url: "http://localhost/".to_owned(),
            body: Bytes::new(),
            content_type: Some("application/json".to_owned()),
            timestamp: SystemTime::now().into(),
            id: format!("test-{}", COUNTER.fetch_add(1, Ordering::Relaxed)),
            event_type: None,
            headers: Vec::new(),
        }
    }

    /// Body, `Content-Type`, id, type and headers of a [sample](super::Sample).
    #[must_use]
    pub fn sample(mut self, sample: &FreshSample) -> Self {
        self.body = Bytes::from(sample.body.clone());
        self.content_type = Some(sample.content_type.to_owned());
        self.id.clone_from(&sample.id);
        self.event_type = sample.event_type.map(Into::into);
        self.headers.extend(sample.headers.iter().cloned());
        self
    }

    /// The body; empty unless set.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// A form body, with its `Content-Type`.
    #[must_use]
    pub fn form(self, form: impl Into<Bytes>) -> Self {
        self.content_type(Some("application/x-www-form-urlencoded"))
            .body(form)
    }

    /// The `Content-Type`; JSON unless set.
    #[must_use]
    pub fn content_type(mut self, value: Option<&str>) -> Self {
        self.content_type = value.map(Into::into);
        self
    }

    /// The full public URL, which some schemes sign; `http://localhost/` unless set. The request
    /// is addressed to its path and query.
    #[must_use]
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = url.into();
        self
    }

    /// The method; `POST` unless set.
    #[must_use]
    pub fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// When it is signed; now unless set.
    #[must_use]
    pub fn at(mut self, time: UnixTime) -> Self {
        self.timestamp = time;
        self
    }

    /// The delivery's id, for schemes that send it in a header.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// The event's type, for schemes that send it in a header.
    #[must_use]
    pub fn event_type(mut self, event_type: impl Into<String>) -> Self {
        self.event_type = Some(event_type.into());
        self
    }

    /// A further header, signed if the scheme's content names it.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// When it is signed.
    pub(super) fn time(&self) -> UnixTime {
        self.timestamp
    }

    /// The scheme it is of.
    pub(super) fn scheme(&self) -> &Scheme {
        self.signer.scheme()
    }

    /// Signs the request.
    ///
    /// # Panics
    /// If the URL or a header is not valid.
    #[allow(
        clippy::expect_used,
        reason = "a test kit reports mistakes by panicking"
    )]
    pub fn build(&self) -> Request<Bytes> {
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| {
                // The signer would leave it out.
                HeaderName::try_from(*name).expect("a valid header name");
                HeaderValue::try_from(value).expect("a valid header value");
                (*name, value.as_str())
            })
            .collect();
        let signed = self.signer.sign(&Outgoing {
            method: self.method.clone(),
            url: &self.url,
            body: &self.body,
            content_type: self.content_type.as_deref(),
            timestamp: self.timestamp,
            id: Some(&self.id),
            event_type: self.event_type.as_deref(),
            headers: &headers,
        });
        let url: Uri = signed.url.parse().expect("a valid URL");
        let target = url.path_and_query().map_or("/", |target| target.as_str());
        let mut request = Request::builder().method(&self.method).uri(target);
        for (name, value) in &signed.headers {
            request = request.header(name, value);
        }
        request.body(signed.body.into()).expect("valid headers")
    }
}
