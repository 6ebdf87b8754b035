//! A dedupe store that is down, slow or gone for a while.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use tokio::time::{Instant, advance};
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::{OnStoreError, ResponseBody, Tiered, WebhookLayer, WebhookService};
use webhook_core::{Refusal, providers, testing};
use webhook_tests::{STRIPE_SECRET, handler::Handler, store::Breakable, stripe_event, wait};

type Service = WebhookService<Handler>;

/// How long the layer waits for a claim.
const CLAIM_TIMEOUT: Duration = Duration::from_millis(250);
/// After how many failures in a row it asks no more.
const FAILURES: usize = 5;

async fn send(service: &Service, id: &str) -> Response<ResponseBody<Full<Bytes>>> {
    let request: Request<Full<Bytes>> = testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(stripe_event(id))
        .build()
        .map(Full::new);
    service.clone().oneshot(request).await.unwrap()
}

async fn status(service: &Service, id: &str) -> u16 {
    send(service, id).await.status().as_u16()
}

fn layer(store: &Breakable) -> WebhookLayer {
    WebhookLayer::stripe(STRIPE_SECRET).dedupe(store.clone())
}

#[tokio::test(start_paused = true)]
async fn t_64_an_outage_is_503_with_retry_after_and_nothing_is_lost() {
    let (store, handler) = (Breakable::default(), Handler::default());
    let service = layer(&store).layer(handler.clone());
    assert_eq!(status(&service, "evt_1").await, 200);
    store.fail(true);
    for id in ["evt_1", "evt_2", "evt_3"] {
        let answer = send(&service, id).await;
        let refusal = answer.extensions().get::<Refusal>().map(Refusal::code);
        assert_eq!(refusal, Some("store_unavailable"));
        let wait = answer.headers()["retry-after"].to_str().unwrap();
        assert!((5..=12).contains(&wait.parse::<u64>().unwrap()), "{wait}");
    }
    store.fail(false);
    for id in ["evt_1", "evt_2", "evt_3"] {
        assert_eq!(status(&service, id).await, 200);
    }
    assert_eq!(handler.finished(), 3, "each once");
}

#[tokio::test(start_paused = true)]
async fn store_that_hangs_is_waited_for_until_the_time_out_and_then_left_alone() {
    let (store, handler) = (Breakable::default(), Handler::default());
    let service = layer(&store).layer(handler.clone());
    store.hang(true);
    for asked in 1..=FAILURES {
        let start = Instant::now();
        assert_eq!(status(&service, "evt_1").await, 503);
        let waited = start.elapsed();
        assert!(
            waited >= CLAIM_TIMEOUT && waited < 2 * CLAIM_TIMEOUT,
            "{waited:?}"
        );
        assert_eq!(store.claims(), asked);
    }
    // The breaker is open: nobody waits, and one delivery a second asks.
    for second in 0..3 {
        for _ in 0..10 {
            let start = Instant::now();
            assert_eq!(status(&service, "evt_1").await, 503);
            assert_eq!(start.elapsed(), Duration::ZERO);
        }
        assert_eq!(store.claims(), FAILURES + second);
        advance(Duration::from_secs(1)).await;
        assert_eq!(status(&service, "evt_1").await, 503);
        assert_eq!(store.claims(), FAILURES + second + 1);
    }
    // It comes back; the next probe closes the breaker.
    store.hang(false);
    advance(Duration::from_secs(1)).await;
    let answers = [
        status(&service, "evt_2").await,
        status(&service, "evt_3").await,
    ];
    assert_eq!(answers, [200, 200]);
    assert_eq!(handler.finished(), 2);
}

#[tokio::test(start_paused = true)]
async fn claim_that_succeeds_too_late_is_given_back() {
    let (store, handler) = (Breakable::default(), Handler::default());
    let service = layer(&store).layer(handler.clone());
    store.hang(true);
    assert_eq!(status(&service, "evt_1").await, 503);
    store.hang(false);
    wait::until("the late claim is released", || store.released() == 1).await;
    // Without that the retry would wait for the whole lease.
    assert_eq!(status(&service, "evt_1").await, 200);
    assert_eq!(handler.finished(), 1);
}

#[tokio::test(start_paused = true)]
async fn time_for_a_claim_can_be_set() {
    let store = Breakable::default();
    let timeout = Duration::from_secs(2);
    let service = layer(&store)
        .claim_timeout(timeout)
        .layer(Handler::default());
    store.hang(true);
    let start = Instant::now();
    assert_eq!(status(&service, "evt_1").await, 503);
    assert!(start.elapsed() >= timeout);
}

#[tokio::test(start_paused = true)]
async fn fail_open_runs_every_delivery_and_does_not_wait_for_a_store_that_is_down() {
    let (store, handler) = (Breakable::default(), Handler::default());
    let service = layer(&store)
        .on_store_error(OnStoreError::FailOpen)
        .layer(handler.clone());
    store.hang(true);
    for _ in 0..FAILURES {
        assert_eq!(status(&service, "evt_1").await, 200);
    }
    let start = Instant::now();
    for _ in 0..10 {
        assert_eq!(status(&service, "evt_1").await, 200);
    }
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(handler.finished(), FAILURES + 10, "without deduplication");
}

#[tokio::test(start_paused = true)]
async fn tiered_answers_what_it_completed_while_the_store_is_down() {
    let (store, handler) = (Breakable::default(), Handler::default());
    let service = WebhookLayer::stripe(STRIPE_SECRET)
        .dedupe(Tiered::new(store.clone()))
        .layer(handler.clone());
    assert_eq!(status(&service, "evt_1").await, 200);
    assert_eq!(store.claims(), 1);
    store.fail(true);
    assert_eq!(status(&service, "evt_1").await, 200);
    assert_eq!(store.claims(), 1, "not asked");
    assert_eq!(
        status(&service, "evt_2").await,
        503,
        "a miss proves nothing"
    );
    store.fail(false);
    assert_eq!(status(&service, "evt_2").await, 200);
    assert_eq!(handler.finished(), 2);
}
