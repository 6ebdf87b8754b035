//! Endpoint checks over real sockets: each is answered as its provider asks, nothing else gets past
//! the layer that way, no store is asked and no handler sees one.

mod first_use;
mod posted;
mod unsigned;
mod verified;

use std::sync::Arc;

use axum::{Router, routing::any};
use bytes::Bytes;
use http::Request;
use tower_webhook::{MemoryStore, WebhookLayer};
use webhook_core::{
    Scheme, Secret,
    scheme::{Challenge, Handshake, Reply, When},
    testing::{self, RecordingStore},
};
use webhook_tests::{
    raw::{self, Answer},
    server::Server,
};

/// The key of every endpoint here.
const KEY: &[u8] = b"a key of thirty-two bytes, as is";

/// A sender that is no provider of the library, or not yet, with this check.
const fn own(checks: &'static [Handshake]) -> Scheme {
    Scheme::hmac_sha256("own", "x-own-signature").handshakes(checks)
}

const fn check(when: When, challenge: Challenge, reply: Reply) -> Handshake {
    Handshake {
        when,
        challenge,
        reply,
    }
}

/// A running endpoint of one provider.
struct Endpoint {
    server: Server,
    store: Arc<RecordingStore<MemoryStore>>,
}

impl Endpoint {
    async fn of(scheme: Scheme) -> Self {
        Self::with(scheme, |layer| layer).await
    }

    async fn with(scheme: Scheme, set: impl FnOnce(WebhookLayer) -> WebhookLayer) -> Self {
        let secret = Secret::new(key(scheme)).key_id("public_key");
        let mut layer = WebhookLayer::new(scheme, secret);
        if scheme.signs_url() {
            layer = layer.public_url("https://example.com/hook");
        }
        Self::serve(set(layer)).await
    }

    async fn serve(layer: WebhookLayer) -> Self {
        let store = RecordingStore::new(MemoryStore::new());
        let layer = layer.dedupe(store.clone());
        let handler = any(|| async { "handled" }).layer(layer);
        let app = Router::new()
            .route("/hook", handler.clone())
            .route("/hook/{tenant}", handler);
        Self {
            server: Server::axum(app).await,
            store: Arc::new(store),
        }
    }

    async fn send(&self, request: &Request<Bytes>) -> Answer {
        raw::send(self.server.address, request).await
    }

    /// Sends what is no delivery, whatever is answered.
    async fn ask(&self, request: &Request<Bytes>) -> Answer {
        let answer = self.send(request).await;
        assert_ne!(answer.body, "handled");
        assert!(self.store.calls().is_empty(), "a store was asked");
        answer
    }
}

/// The sender's and the endpoint's secret: of providers that sign with a private key not the same.
fn keys(scheme: Scheme) -> testing::Keys {
    testing::keys(&scheme, KEY).expect("it can be signed for")
}

/// The secret of every endpoint here, as the provider writes it.
fn key(scheme: Scheme) -> String {
    keys(scheme).verifying
}

/// A genuine delivery of this body.
fn signed(scheme: Scheme, body: &str) -> Request<Bytes> {
    testing::request(scheme, keys(scheme).signing)
        .url(match scheme.signs_url() {
            true => "https://example.com/hook",
            false => "http://localhost/hook",
        })
        .body(body.to_owned())
        .build()
}

/// A `POST` without a signature.
fn bare(target: &str, headers: &[(&str, &str)], body: &str) -> Request<Bytes> {
    let mut request = Request::post(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

/// What every answer to a check has, and this status, content type and body.
fn assert_answer(answer: &Answer, content_type: &str, body: &str, what: &str) {
    let seen = (
        answer.status,
        answer.headers["content-type"].as_str(),
        &*answer.body,
    );
    assert_eq!(seen, (200, content_type, body), "{what}");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
}

const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";
