//! How often keys are fetched, and what happens when they cannot be.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http::Request;
use tokio::{sync::Semaphore, time};
use tower_webhook::{MemoryStore, WebhookLayer, providers};
use webhook_core::{
    KeySource, UnixTime, keys::KeyRequest, source::SourceError, testing::FakeClock,
};
use webhook_tests::handler::Handler;

use crate::vectors::{layer, send, vector};

/// A source whose answers a test decides.
#[derive(Clone)]
struct Scripted(Arc<Inner>);

struct Inner {
    document: Mutex<Option<Bytes>>,
    asked: AtomicUsize,
    gate: Semaphore,
}

impl Scripted {
    /// Answers with this document, or not at all, at once.
    fn new(document: Option<Bytes>) -> Self {
        let source = Self::gated(document);
        source.0.gate.add_permits(1000);
        source
    }

    /// The same, but only when the gate is opened.
    fn gated(document: Option<Bytes>) -> Self {
        Self(Arc::new(Inner {
            document: Mutex::new(document),
            asked: AtomicUsize::new(0),
            gate: Semaphore::new(0),
        }))
    }

    fn set(&self, document: Option<Bytes>) {
        *self.0.document.lock().unwrap() = document;
    }

    fn asked(&self) -> usize {
        self.0.asked.load(Ordering::SeqCst)
    }
}

impl KeySource for Scripted {
    async fn document(&self, _: &KeyRequest) -> Result<Bytes, SourceError> {
        self.0.asked.fetch_add(1, Ordering::SeqCst);
        self.0.gate.acquire().await.expect("open").forget();
        let document = self.0.document.lock().unwrap().clone();
        document.ok_or_else(|| SourceError::new("the key server is down"))
    }
}

fn document(id: &str) -> Bytes {
    vector(id)
        .keys
        .documents()
        .next()
        .expect("a document")
        .1
        .clone()
}

const FAL: &str = "fal/valid";

/// A layer of the vector's provider without a store, so that one delivery can be sent again.
fn repeatable(id: &str, source: &Scripted) -> WebhookLayer {
    layer(&vector(id)).no_dedupe().key_source(source.clone())
}

fn request(id: &str) -> Request<Bytes> {
    vector(id).request().unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_document_is_kept_for_an_hour_and_then_asked_for_again() {
    let source = Scripted::new(Some(document(FAL)));
    let layer = repeatable(FAL, &source);
    let handler = Handler::default();
    for (minutes, asked) in [(0, 1), (1, 1), (58, 1), (2, 2), (1, 2)] {
        time::advance(Duration::from_secs(minutes * 60)).await;
        assert_eq!(send(&layer, &handler, request(FAL)).await, (200, ""));
        assert_eq!(source.asked(), asked);
    }
}

#[tokio::test(start_paused = true)]
async fn an_outage_of_the_key_server_is_outlived_for_a_day() {
    let source = Scripted::new(Some(document(FAL)));
    let layer = repeatable(FAL, &source);
    let handler = Handler::default();
    assert_eq!(send(&layer, &handler, request(FAL)).await, (200, ""));
    source.set(None);
    time::advance(Duration::from_secs(23 * 3600)).await;
    for _ in 0..3 {
        assert_eq!(send(&layer, &handler, request(FAL)).await, (200, ""));
    }
    assert_eq!(source.asked(), 2, "one attempt in ten seconds");
    time::advance(Duration::from_secs(3600)).await;
    let late = send(&layer, &handler, request(FAL)).await;
    assert_eq!(late, (503, "key_unavailable"), "a retry may find them");
    source.set(Some(document(FAL)));
    time::advance(Duration::from_secs(11)).await;
    assert_eq!(send(&layer, &handler, request(FAL)).await, (200, ""));
}

#[tokio::test]
async fn sixty_four_deliveries_at_once_ask_once() {
    let source = Scripted::gated(Some(document(FAL)));
    let layer = repeatable(FAL, &source);
    let handler = Handler::default();
    let sends: Vec<_> = (0..64)
        .map(|_| {
            let (layer, handler) = (layer.clone(), handler.clone());
            tokio::spawn(async move { send(&layer, &handler, request(FAL)).await })
        })
        .collect();
    webhook_tests::wait::until("somebody asks", || source.asked() == 1).await;
    source.0.gate.add_permits(64);
    for sent in sends {
        assert_eq!(sent.await.unwrap(), (200, ""));
    }
    assert_eq!((source.asked(), handler.started()), (1, 64));
}

#[tokio::test]
async fn a_peer_that_goes_away_takes_no_fetch_along() {
    let source = Scripted::gated(Some(document(FAL)));
    let layer = repeatable(FAL, &source);
    let handler = Handler::default();
    let first = {
        let (layer, handler) = (layer.clone(), handler.clone());
        tokio::spawn(async move { send(&layer, &handler, request(FAL)).await })
    };
    webhook_tests::wait::until("somebody asks", || source.asked() == 1).await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    source.0.gate.add_permits(1);
    assert_eq!(send(&layer, &handler, request(FAL)).await, (200, ""));
    assert_eq!(source.asked(), 1, "nobody asked twice");
}

#[tokio::test(start_paused = true)]
async fn a_source_that_hangs_is_given_up_after_five_seconds() {
    let source = Scripted::gated(None);
    let layer = repeatable(FAL, &source);
    let start = time::Instant::now();
    let outcome = send(&layer, &Handler::default(), request(FAL)).await;
    assert_eq!(outcome, (503, "key_unavailable"));
    assert_eq!(start.elapsed(), Duration::from_secs(5));
}

#[tokio::test(start_paused = true)]
async fn a_rotated_key_is_found_by_its_name_and_made_up_names_cost_one_fetch_in_ten_seconds() {
    const OLD: &str = "shipengine/valid";
    const MADE_UP: &str = "shipengine/unknown-key";
    let only_old = r#"{"keys":[]}"#.replace("[]", &{
        let both: serde_json::Value = serde_json::from_slice(&document(OLD)).unwrap();
        serde_json::json!([both["keys"][1]]).to_string()
    });
    let source = Scripted::new(Some(only_old.into()));
    let layer = repeatable(OLD, &source);
    let handler = Handler::default();
    assert_eq!(send(&layer, &handler, request(OLD)).await, (200, ""));
    // Signed with the key that is new: fetched anew, though the document is fresh.
    source.set(Some(document(OLD)));
    time::advance(Duration::from_secs(11)).await;
    let rotated = "shipengine/valid-other-key";
    assert_eq!(send(&layer, &handler, request(rotated)).await, (200, ""));
    assert_eq!(source.asked(), 2);
    // What nobody publishes is refused: at once it cannot be told from a key that is about to be.
    for _ in 0..10 {
        assert_eq!(send(&layer, &handler, request(MADE_UP)).await.0, 503);
    }
    assert_eq!(source.asked(), 2);
    time::advance(Duration::from_secs(11)).await;
    assert_eq!(
        send(&layer, &handler, request(MADE_UP)).await,
        (401, "bad_signature")
    );
    assert_eq!(source.asked(), 3);
    assert_eq!(
        send(&layer, &handler, request(OLD)).await,
        (200, ""),
        "the known ones still work"
    );
}

#[tokio::test(start_paused = true)]
async fn made_up_addresses_are_asked_for_at_a_bounded_rate_and_displace_no_real_one() {
    const GENUINE: &str = "circle/valid";
    let source = Scripted::new(Some(document(GENUINE)));
    let layer = repeatable(GENUINE, &source);
    let handler = Handler::default();
    assert_eq!(send(&layer, &handler, request(GENUINE)).await, (200, ""));
    source.set(None);
    for number in 0..1000 {
        let mut forged = request(GENUINE);
        let id = format!("made-up-{number}").parse().unwrap();
        forged.headers_mut().insert("x-circle-key-id", id);
        let outcome = send(&layer, &handler, forged).await;
        assert_eq!(outcome, (503, "key_unavailable"));
    }
    let asked = source.asked();
    assert!((2..=21).contains(&asked), "{asked}");
    time::advance(Duration::from_secs(60)).await;
    assert_eq!(send(&layer, &handler, request(GENUINE)).await, (200, ""));
    assert_eq!(source.asked(), asked, "it was still there");
}

#[tokio::test(start_paused = true)]
async fn made_up_addresses_make_no_real_one_wait_longer_than_for_its_turn() {
    const GENUINE: &str = "circle/valid";
    let source = Scripted::new(None);
    let layer = repeatable(GENUINE, &source);
    let handler = Handler::default();
    for number in 0..100 {
        let mut forged = request(GENUINE);
        let id = format!("made-up-{number}").parse().unwrap();
        forged.headers_mut().insert("x-circle-key-id", id);
        assert_eq!(send(&layer, &handler, forged).await.0, 503);
    }
    // The real one was never asked for, so it is not what is left alone for ten seconds.
    source.set(Some(document(GENUINE)));
    let refused = send(&layer, &handler, request(GENUINE)).await;
    assert_eq!(refused, (503, "key_unavailable"), "a retry may find it");
    time::advance(Duration::from_secs(1)).await;
    assert_eq!(send(&layer, &handler, request(GENUINE)).await, (200, ""));
}

#[tokio::test]
async fn t_14_a_certificate_of_paypal_is_fetched_from_paypal_and_from_nowhere_else() {
    const GENUINE: &str = "paypal/valid";
    let source = Scripted::new(Some(document(GENUINE)));
    let layer = repeatable(GENUINE, &source);
    let handler = Handler::default();
    for url in [
        "https://evilpaypal.com/v1/notifications/certs/CERT-1",
        "https://paypal.com/v1/notifications/certs/CERT-1",
        "https://.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com.evil.tld/v1/notifications/certs/CERT-1",
        "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
        "https://evil.example\\.paypal.com/v1/notifications/certs/CERT-1",
        "https://evil.example/.paypal.com/v1/notifications/certs/CERT-1",
        "https://evil.example#.paypal.com/v1/notifications/certs/CERT-1",
        "https://API.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com./v1/notifications/certs/CERT-1",
        "https://api.paypal.com:443/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/../../x",
        "https://api.paypal.com/v1/notifications/certs/",
        "https://api.paypal.com/v1/notifications/certs/%2e%2e/x",
        "https://api.paypal.com/v1/notifications/certs/CERT-1?x",
        "https://api.paypal.com/elsewhere/CERT-1",
        "http://api.paypal.com/v1/notifications/certs/CERT-1",
        "https://[::1]/v1/notifications/certs/CERT-1",
        "garbage",
    ] {
        let mut forged = request(GENUINE);
        forged
            .headers_mut()
            .insert("paypal-cert-url", url.parse().unwrap());
        let outcome = send(&layer, &handler, forged).await;
        assert_eq!(outcome, (403, "not_expected"), "{url}");
    }
    assert_eq!((source.asked(), handler.started()), (0, 0));
    assert_eq!(send(&layer, &handler, request(GENUINE)).await, (200, ""));
}

#[tokio::test]
async fn an_unfinished_or_refused_request_asks_for_nothing() {
    let source = Scripted::new(Some(document(FAL)));
    let layer = repeatable(FAL, &source);
    let handler = Handler::default();
    for id in ["fal/missing", "fal/stale", "fal/future"] {
        assert_eq!(send(&layer, &handler, request(id)).await.0, 401, "{id}");
    }
    let mut encoded = request(FAL);
    encoded
        .headers_mut()
        .insert("content-encoding", "gzip".parse().unwrap());
    assert_eq!(send(&layer, &handler, encoded).await.0, 415);
    assert_eq!(source.asked(), 0);
}

#[test]
fn a_layer_without_anybody_to_fetch_keys_does_not_start_and_says_what_to_do() {
    // This build has the feature; what the message says is the same without it.
    let error = webhook_core::ConfigError::KeySourceMissing { scheme: "fal" };
    assert!(error.to_string().contains(".key_source(..)"), "{error}");
    let layer = WebhookLayer::fetching(providers::EBAY)
        .dedupe(MemoryStore::new())
        .clock(FakeClock::at(UnixTime::from_secs(0)));
    assert!(layer.check().is_ok());
}
