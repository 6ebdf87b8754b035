//! Every row of the claim's state table, through the layer, in process.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::{MemoryStore, OnStoreError, ResponseBody, WebhookLayer, WebhookService};
use webhook_core::{
    Refusal, providers,
    store::{Claim, DedupeKey, DedupeStore, Owner, Settled, StoreError},
    testing::{self, Call, RecordingStore},
};
use webhook_tests::{
    STRIPE_SECRET,
    handler::{Act, Handler},
    stripe_event, wait,
};

type Service = WebhookService<Handler>;
type Answer = Response<ResponseBody<Full<Bytes>>>;

fn delivery(id: &str) -> Request<Full<Bytes>> {
    testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(stripe_event(id))
        .build()
        .map(Full::new)
}

async fn send(service: &Service, id: &str) -> Answer {
    service.clone().oneshot(delivery(id)).await.unwrap()
}

fn refusal(answer: &Answer) -> Option<&'static str> {
    answer.extensions().get::<Refusal>().map(Refusal::code)
}

fn layer() -> WebhookLayer {
    WebhookLayer::stripe(STRIPE_SECRET)
}

#[tokio::test]
async fn row_1_a_fresh_delivery_is_claimed_and_handled() {
    let store = RecordingStore::new(MemoryStore::new());
    let handler = Handler::default();
    let service = layer().dedupe(store.clone()).layer(handler.clone());
    assert_eq!(send(&service, "evt_1").await.status(), 200);
    assert_eq!(handler.finished(), 1);
    let key = *handler.seen()[0].as_ref().unwrap().dedupe_key().unwrap();
    assert_eq!(store.calls(), [Call::Claim(key), Call::Complete(key)]);
}

#[tokio::test]
async fn row_2_a_duplicate_of_a_running_delivery_gets_503_with_retry_after() {
    let handler = Handler::script([Act::Wait(200)]);
    let service = layer()
        .lease(Duration::from_secs(20))
        .layer(handler.clone());
    let first = tokio::spawn(service.clone().oneshot(delivery("evt_1")));
    wait::until("the handler runs", || handler.started() == 1).await;
    let duplicate = send(&service, "evt_1").await;
    assert_eq!(duplicate.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refusal(&duplicate), Some("in_flight"));
    let wait: u64 = duplicate.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=20).contains(&wait), "{wait}");
    handler.let_go(1);
    assert_eq!(first.await.unwrap().unwrap().status(), 200);
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn row_3_a_duplicate_of_a_done_delivery_gets_an_empty_200_without_its_handler() {
    let handler = Handler::default();
    let service = layer().layer(handler.clone());
    assert_eq!(send(&service, "evt_1").await.status(), 200);
    let duplicate = send(&service, "evt_1").await;
    assert_eq!(duplicate.status(), 200);
    assert_eq!(
        http_body::Body::size_hint(duplicate.body()).exact(),
        Some(0)
    );
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn row_3_twilio_duplicates_get_the_answer_that_twilio_reads() {
    let handler = Handler::default();
    let token = "0123456789abcdef0123456789abcdef";
    let service = WebhookLayer::twilio(token, "https://example.com/sms").layer(handler.clone());
    let request = testing::request(providers::TWILIO, token)
        .url("https://example.com/sms")
        .form("MessageSid=SM1&SmsStatus=received");
    for run in 0..2 {
        let answer = service
            .clone()
            .oneshot(request.build().map(Full::new))
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        let content_type = answer.headers().get("content-type");
        assert_eq!(
            content_type.is_some_and(|value| value == "text/xml"),
            run == 1
        );
    }
    assert_eq!(handler.started(), 1);
}

/// A store whose record of one key belongs to somebody else by the time it is settled.
struct Stolen {
    complete: Settled,
}

impl DedupeStore for Stolen {
    async fn claim(&self, _: &DedupeKey, _: Duration) -> Result<Claim, StoreError> {
        let lease = webhook_core::store::Lease::new(Owner::from_bytes([1; 16]));
        Ok(Claim::Fresh(lease))
    }
    async fn renew(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        Ok(Settled::Lost)
    }
    async fn complete(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        Ok(self.complete)
    }
    async fn release(&self, _: &DedupeKey, _: Owner) -> Result<Settled, StoreError> {
        Ok(Settled::Lost)
    }
}

#[tokio::test]
async fn row_9_after_a_lost_lease_the_answer_is_503_unless_the_record_is_done() {
    for (complete, status, code) in [
        (Settled::Yes, 200, None),
        (Settled::Done, 200, None),
        (Settled::Lost, 503, Some("lease_lost")),
    ] {
        let service = layer()
            .dedupe(Stolen { complete })
            .layer(Handler::default());
        let answer = send(&service, "evt_1").await;
        assert_eq!((answer.status().as_u16(), refusal(&answer)), (status, code));
    }
}

#[tokio::test]
async fn row_4_a_claim_whose_holder_vanished_is_taken_over() {
    let store = webhook_core::store::AnyDedupeStore::new(MemoryStore::new());
    let handler = Handler::script([Act::Status(500)]);
    let service = layer().dedupe(store.clone()).layer(handler.clone());
    send(&service, "evt_1").await;
    let key = *handler.seen()[0].as_ref().unwrap().dedupe_key().unwrap();
    let Ok(Claim::Fresh(lease)) = store.claim(&key, Duration::from_secs(60)).await else {
        panic!("a released key is free");
    };
    assert_eq!(refusal(&send(&service, "evt_1").await), Some("in_flight"));
    drop(lease);
    assert_eq!(send(&service, "evt_1").await.status(), 200);
}

#[tokio::test]
async fn row_5_the_record_is_done_before_the_answer_leaves() {
    let store = RecordingStore::new(MemoryStore::new());
    let service = layer().dedupe(store.clone()).layer(Handler::default());
    let answer = send(&service, "evt_1").await;
    assert!(matches!(
        store.calls()[..],
        [Call::Claim(_), Call::Complete(_)]
    ));
    drop(answer);
}

#[tokio::test]
async fn row_6_t_33_a_failed_handler_is_retried_and_its_answer_passes_unchanged() {
    for status in [
        100 + 99,
        302,
        400,
        404,
        409,
        410,
        422,
        429,
        500,
        502,
        503,
        504,
    ] {
        let handler = Handler::script([Act::Status(status)]);
        let service = layer().layer(handler.clone());
        let failed = send(&service, "evt_1").await;
        assert_eq!(failed.status(), status);
        assert_eq!(refusal(&failed), None);
        assert_eq!(
            send(&service, "evt_1").await.status(),
            200,
            "retry after {status}"
        );
        assert_eq!(send(&service, "evt_1").await.status(), 200);
        assert_eq!(handler.started(), 2, "{status}");
    }
}

#[tokio::test]
async fn row_6_every_2xx_counts_as_done() {
    for status in [200, 201, 202, 204, 299] {
        let handler = Handler::script([Act::Status(status)]);
        let service = layer().layer(handler.clone());
        assert_eq!(send(&service, "evt_1").await.status(), status);
        assert_eq!(send(&service, "evt_1").await.status(), 200);
        assert_eq!(handler.started(), 1);
    }
}

#[tokio::test]
async fn row_7_t_33_a_panic_is_caught_and_the_retry_runs() {
    let handler = Handler::script([Act::Panic]);
    let service = layer().layer(handler.clone());
    let panicked = send(&service, "evt_1").await;
    assert_eq!(panicked.status(), 500);
    assert_eq!(refusal(&panicked), Some("handler_panicked"));
    assert_eq!(send(&service, "evt_1").await.status(), 200);
    assert_eq!(handler.started(), 2);
}

#[tokio::test]
async fn row_7_propagated_panics_release_the_claim_first() {
    let handler = Handler::script([Act::Panic]);
    let service = layer().propagate_panics().layer(handler.clone());
    let panicked = tokio::spawn(service.clone().oneshot(delivery("evt_1"))).await;
    assert!(panicked.unwrap_err().is_panic());
    assert_eq!(send(&service, "evt_1").await.status(), 200);
}

#[tokio::test]
async fn row_8_a_dropped_request_finishes_its_handler_and_is_done() {
    let handler = Handler::script([Act::Wait(200)]);
    let webhooks = layer();
    let service = webhooks.layer(handler.clone());
    let request = tokio::spawn(service.clone().oneshot(delivery("evt_1")));
    wait::until("the handler runs", || handler.started() == 1).await;
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    assert_eq!(refusal(&send(&service, "evt_1").await), Some("in_flight"));
    handler.let_go(1);
    webhooks.drain().await;
    assert_eq!((handler.started(), handler.finished()), (1, 1));
}

#[tokio::test]
async fn row_8_a_dropped_request_whose_handler_fails_is_released() {
    let handler = Handler::script([Act::Wait(500)]);
    let service = layer().layer(handler.clone());
    let request = tokio::spawn(service.clone().oneshot(delivery("evt_1")));
    wait::until("the handler runs", || handler.started() == 1).await;
    request.abort();
    handler.let_go(1);
    wait::until("the handler is done", || handler.finished() == 1).await;
    wait::until_async("the retry runs", async || {
        send(&service, "evt_1").await.status() == 200
    })
    .await;
    assert_eq!(handler.started(), 2);
}

#[tokio::test]
async fn row_8_cancel_on_disconnect_drops_the_handler_and_releases() {
    let handler = Handler::script([Act::Wait(200)]);
    let service = layer().cancel_on_disconnect().layer(handler.clone());
    let request = tokio::spawn(service.clone().oneshot(delivery("evt_1")));
    wait::until("the handler runs", || handler.started() == 1).await;
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    wait::until_async("the retry runs", async || {
        send(&service, "evt_1").await.status() == 200
    })
    .await;
    assert_eq!((handler.started(), handler.finished()), (2, 1));
}

/// Fails the given number of completions, and claims if told so.
struct Flaky {
    inner: MemoryStore,
    failures: std::sync::atomic::AtomicUsize,
    fail_claims: bool,
}

impl Flaky {
    fn completions(failures: usize) -> Self {
        Self {
            inner: MemoryStore::new(),
            failures: failures.into(),
            fail_claims: false,
        }
    }

    fn fails(&self) -> bool {
        use std::sync::atomic::Ordering::SeqCst;
        self.failures
            .fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1))
            .is_ok()
    }
}

impl DedupeStore for Flaky {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        if self.fail_claims {
            return Err(StoreError::new("down"));
        }
        self.inner.claim(key, lease).await
    }
    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        self.inner.renew(key, owner, lease).await
    }
    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        if self.fails() {
            return Err(StoreError::new("down"));
        }
        self.inner.complete(key, owner, keep).await
    }
    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.inner.release(key, owner).await
    }
}

#[tokio::test]
async fn row_11_t_64_a_store_that_fails_on_claim_is_503_or_open_by_policy() {
    for (policy, status, runs) in [
        (OnStoreError::FailClosed, 503, 0),
        (OnStoreError::FailOpen, 200, 1),
    ] {
        let handler = Handler::default();
        let store = Flaky {
            fail_claims: true,
            ..Flaky::completions(0)
        };
        let service = layer()
            .dedupe(store)
            .on_store_error(policy)
            .layer(handler.clone());
        let answer = send(&service, "evt_1").await;
        assert_eq!(answer.status(), status);
        assert_eq!(answer.headers().contains_key("retry-after"), status == 503);
        assert_eq!(handler.started(), runs);
    }
}

/// Never answers, but for claims if told so.
struct Hanging {
    claims: bool,
}

impl DedupeStore for Hanging {
    async fn claim(&self, _: &DedupeKey, _: Duration) -> Result<Claim, StoreError> {
        if self.claims {
            return std::future::pending().await;
        }
        let lease = webhook_core::store::Lease::new(Owner::from_bytes([1; 16]));
        Ok(Claim::Fresh(lease))
    }
    async fn renew(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        std::future::pending().await
    }
    async fn complete(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        std::future::pending().await
    }
    async fn release(&self, _: &DedupeKey, _: Owner) -> Result<Settled, StoreError> {
        std::future::pending().await
    }
}

#[tokio::test(start_paused = true)]
async fn row_11_a_store_that_hangs_on_claim_is_503() {
    let handler = Handler::default();
    let service = layer()
        .dedupe(Hanging { claims: true })
        .layer(handler.clone());
    let answer = send(&service, "evt_1").await;
    assert_eq!(refusal(&answer), Some("store_unavailable"));
    assert_eq!(handler.started(), 0);
}

#[tokio::test(start_paused = true)]
async fn row_12_a_failed_completion_is_tried_again_then_503() {
    let service = layer()
        .dedupe(Flaky::completions(3))
        .layer(Handler::default());
    assert_eq!(send(&service, "evt_1").await.status(), 200);

    let handler = Handler::default();
    let service = layer().dedupe(Flaky::completions(4)).layer(handler.clone());
    let answer = send(&service, "evt_1").await;
    assert_eq!(refusal(&answer), Some("store_unavailable"));
    // A double is possible, a loss is not.
    assert_eq!(send(&service, "evt_1").await.status(), 200);
    assert_eq!(handler.started(), 2);
}

#[tokio::test(start_paused = true)]
async fn row_12_a_store_that_hangs_on_settling_holds_no_answer_for_ever() {
    for (status, answered) in [(200, 503), (500, 500)] {
        let handler = Handler::script([Act::Status(status)]);
        let service = layer().dedupe(Hanging { claims: false }).layer(handler);
        let answer = tokio::time::timeout(Duration::from_secs(10), send(&service, "evt_1")).await;
        assert_eq!(answer.expect("an answer").status(), answered);
    }
}

#[tokio::test(start_paused = true)]
async fn row_14_a_running_handler_keeps_its_claim_beyond_the_lease() {
    let store = RecordingStore::new(MemoryStore::new());
    let handler = Handler::script([Act::Wait(200)]);
    let service = layer()
        .dedupe(store.clone())
        .lease(Duration::from_secs(3))
        .layer(handler.clone());
    let first = tokio::spawn(service.clone().oneshot(delivery("evt_1")));
    wait::until("the handler runs", || handler.started() == 1).await;
    tokio::time::advance(Duration::from_secs(1)).await;
    wait::until("the claim is renewed", || {
        store
            .calls()
            .iter()
            .any(|call| matches!(call, Call::Renew(_)))
    })
    .await;
    for _ in 0..10 {
        tokio::time::advance(Duration::from_secs(1)).await;
        assert_eq!(refusal(&send(&service, "evt_1").await), Some("in_flight"));
    }
    handler.let_go(1);
    assert_eq!(first.await.unwrap().unwrap().status(), 200);
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn row_15_draining_refuses_new_requests_and_waits_for_running_ones() {
    let handler = Handler::script([Act::Wait(200)]);
    let webhooks = layer();
    let service = webhooks.layer(handler.clone());
    let running = tokio::spawn(service.clone().oneshot(delivery("evt_1")));
    wait::until("the handler runs", || handler.started() == 1).await;
    let drain = tokio::spawn(webhooks.drain());
    wait::until_async("new deliveries are refused", async || {
        refusal(&send(&service, "evt_2").await) == Some("shutting_down")
    })
    .await;
    assert!(!drain.is_finished());
    handler.let_go(1);
    assert_eq!(running.await.unwrap().unwrap().status(), 200);
    drain.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_done_record_is_forgotten_after_its_window() {
    let handler = Handler::default();
    let service = layer().layer(handler.clone());
    send(&service, "evt_1").await;
    // 1.5 times Stripe's three days.
    tokio::time::advance(Duration::from_secs(108 * 3600 - 60)).await;
    send(&service, "evt_1").await;
    assert_eq!(handler.started(), 1);
    tokio::time::advance(Duration::from_secs(120)).await;
    send(&service, "evt_1").await;
    assert_eq!(handler.started(), 2);
}

#[tokio::test]
async fn handshakes_are_verified_and_never_claimed() {
    let secret = "8f742231b10e8888abcd99yyyzzz85a5";
    let store = RecordingStore::new(MemoryStore::new());
    let handler = Handler::default();
    let service = WebhookLayer::slack(secret)
        .dedupe(store.clone())
        .layer(handler.clone());
    let challenge = r#"{"token":"x","challenge":"3eZbrw1aB","type":"url_verification"}"#;
    let request = testing::request(providers::SLACK, secret)
        .body(challenge)
        .build();
    let answer = service
        .clone()
        .oneshot(request.map(Full::new))
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let body = http_body_util::BodyExt::collect(answer.into_body())
        .await
        .unwrap();
    assert_eq!(body.to_bytes(), "3eZbrw1aB");

    let forged = testing::request(providers::SLACK, "another secret of some length")
        .body(challenge)
        .build();
    let answer = service
        .clone()
        .oneshot(forged.map(Full::new))
        .await
        .unwrap();
    assert_eq!(refusal(&answer), Some("bad_signature"));
    assert_eq!((handler.started(), store.calls().len()), (0, 0));
}

#[tokio::test]
async fn t_58_an_unverified_request_causes_no_store_call() {
    let store = RecordingStore::new(MemoryStore::new());
    let handler = Handler::default();
    let service = layer().dedupe(store.clone()).layer(handler.clone());
    let mut request = delivery("evt_1");
    request.headers_mut().remove("stripe-signature");
    let missing = service.clone().oneshot(request).await.unwrap();
    assert_eq!(refusal(&missing), Some("missing_header"));
    let tampered = delivery("evt_1").map(|_| Full::<Bytes>::from("{}"));
    let tampered = service.clone().oneshot(tampered).await.unwrap();
    assert_eq!(refusal(&tampered), Some("bad_signature"));
    assert_eq!((handler.started(), store.calls().len()), (0, 0));
}

#[tokio::test]
async fn a_retry_signed_with_the_new_secret_is_the_same_delivery() {
    let handler = Handler::default();
    let service =
        WebhookLayer::stripe(["whsec_the_new_secret", STRIPE_SECRET]).layer(handler.clone());
    assert_eq!(send(&service, "evt_1").await.status(), 200);
    let retry =
        testing::request(providers::STRIPE, "whsec_the_new_secret").body(stripe_event("evt_1"));
    let answer = service
        .clone()
        .oneshot(retry.build().map(Full::new))
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(handler.started(), 1);
}
