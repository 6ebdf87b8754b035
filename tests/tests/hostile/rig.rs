//! What every row needs: a receiver on a port, behind axum, whose store tells what it was asked.

use std::collections::HashMap;

use axum::{Router, routing::any_service};
use bytes::Bytes;
use futures_util::future::LocalBoxFuture;
use http::{HeaderValue, Request};
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use tower::Layer as _;
use tower_webhook::{MemoryStore, WebhookLayer};
use webhook_core::{
    providers,
    testing::{self, RecordingStore},
};
use webhook_tests::{
    STRIPE_SECRET,
    handler::{Act, Handler},
    raw::{self, Answer},
    server::Server,
    stripe_event,
};

/// One input that broke somebody.
pub(crate) struct Row {
    /// What is sent.
    pub(crate) input: &'static str,
    /// What webhook-verify, webhooksmith-axum, axum-standardwebhooks and autumn-web did.
    pub(crate) peers: [&'static str; 4],
    /// Sends it to ours, asserts that the outcome is right, and says what it was.
    pub(crate) run: fn() -> LocalBoxFuture<'static, String>,
}

/// The peers' column where nobody measured it.
pub(crate) const UNMEASURED: [&str; 4] = ["-"; 4];

/// A receiver.
pub(crate) struct Rig {
    pub(crate) server: Server,
    pub(crate) handler: Handler,
    pub(crate) store: RecordingStore<MemoryStore>,
}

impl Rig {
    pub(crate) async fn new(layer: WebhookLayer, acts: impl IntoIterator<Item = Act>) -> Self {
        let handler = Handler::script(acts);
        let store = RecordingStore::new(MemoryStore::new());
        let service = layer.dedupe(store.clone()).layer(handler.clone());
        let app = Router::new().route("/", any_service(service));
        Self {
            server: Server::axum(app).await,
            handler,
            store,
        }
    }

    pub(crate) async fn stripe(acts: impl IntoIterator<Item = Act>) -> Self {
        Self::new(WebhookLayer::stripe(STRIPE_SECRET), acts).await
    }

    pub(crate) async fn send(&self, request: &Request<Bytes>) -> u16 {
        raw::send(self.server.address, request).await.status
    }

    /// Sends the head with the announced length and not one byte of the body.
    pub(crate) async fn head_only(&self, request: &Request<Bytes>, length: &str) -> Answer {
        let mut stream = TcpStream::connect(self.server.address).await.unwrap();
        let head = raw::head_with(request, &[("content-length", length)]);
        stream.write_all(&head).await.unwrap();
        raw::read_answer(&mut stream).await.expect("an answer")
    }

    /// The four things that are true of a refusal: refused, no handler, no store, still alive.
    pub(crate) async fn is_untouched(&self) {
        assert_eq!(self.handler.started(), 0, "the handler ran");
        assert_eq!(self.store.calls(), [], "the store was asked");
        let genuine = stripe("evt_afterwards");
        let mut stream = TcpStream::connect(self.server.address)
            .await
            .expect("it lives");
        stream.write_all(&raw::head(&genuine)).await.unwrap();
        stream.write_all(genuine.body()).await.unwrap();
        assert!(raw::read_answer(&mut stream).await.is_some(), "it answers");
    }
}

/// A genuine Stripe delivery.
pub(crate) fn stripe(id: &str) -> Request<Bytes> {
    stripe_with(stripe_event(id))
}

/// A genuine Stripe delivery of this body.
pub(crate) fn stripe_with(body: impl Into<Bytes>) -> Request<Bytes> {
    testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(body)
        .build()
}

/// The same with one header replaced.
pub(crate) fn with(request: &Request<Bytes>, name: &'static str, value: &str) -> Request<Bytes> {
    let mut request = request.clone();
    request
        .headers_mut()
        .insert(name, HeaderValue::from_str(value).unwrap());
    request
}

/// The same without a header.
pub(crate) fn without(request: &Request<Bytes>, name: &'static str) -> Request<Bytes> {
    let mut request = request.clone();
    request.headers_mut().remove(name);
    request
}

/// How often each status came: `1x 200, 4x 503`.
pub(crate) fn tally(statuses: impl IntoIterator<Item = u16>) -> String {
    let mut counts: HashMap<u16, usize> = HashMap::new();
    for status in statuses {
        *counts.entry(status).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    let texts = counts
        .iter()
        .map(|(status, count)| format!("{count}x {status}"));
    texts.collect::<Vec<_>>().join(", ")
}
