//! Vectors that the vendors published themselves, byte for byte as published: in their
//! documentation, or in the tests of their SDKs.

mod documented;
mod families;
mod keys;
mod sdk_tests;
mod twilio;

use bytes::Bytes;
use http::{Method, Request};
use webhook_core::{Inbound, Refusal, Scheme, Secret, UnixTime, Verified, Verifier};

/// A published example.
struct Published<'a> {
    secret: Secret,
    at: i64,
    url: &'a str,
    headers: &'a [(&'static str, &'a str)],
    body: &'a str,
}

impl<'a> Published<'a> {
    /// A `POST` that was received at no time in particular, by a scheme that signs no URL.
    fn new(
        secret: impl Into<Secret>,
        headers: &'a [(&'static str, &'a str)],
        body: &'a str,
    ) -> Self {
        Self {
            secret: secret.into(),
            at: 0,
            url: "",
            headers,
            body,
        }
    }

    fn at(self, at: i64) -> Self {
        Self { at, ..self }
    }

    /// The verdict under `scheme`, with the public URL where it is signed.
    fn verify(&self, scheme: Scheme) -> Result<Verified, Refusal> {
        let (base, query) = self.url.split_once('?').unwrap_or((self.url, ""));
        let verifier = if scheme.signs_url() {
            Verifier::with_public_url(scheme, self.secret.clone(), base)
        } else {
            Verifier::new(scheme, self.secret.clone())
        };
        let target = if query.is_empty() {
            "/".into()
        } else {
            format!("/?{query}")
        };
        let mut request = Request::builder().method(Method::POST).uri(target);
        for (name, value) in self.headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Bytes::from(self.body.to_owned())).unwrap();
        let head = Inbound::new(request.method(), request.uri(), request.headers());
        verifier
            .unwrap()
            .verify(&head, request.body().clone(), UnixTime::from_secs(self.at))
    }

    /// Accepted as published; refused with one letter of the body changed.
    fn assert_accepted(&self, scheme: Scheme) {
        let name = scheme.name();
        self.verify(scheme)
            .unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let body = self
            .body
            .replacen(|c: char| c.is_ascii_alphanumeric(), "_", 1);
        assert_ne!(body, self.body);
        let changed = Published {
            body: &body,
            secret: self.secret.clone(),
            ..*self
        };
        let refusal = changed.verify(scheme).expect_err(name);
        assert_eq!(refusal.code(), "bad_signature", "{name}");
    }
}
