//! `.dedupe_items()`: each item of a batch succeeds once, however the provider cuts its batches.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Body,
    extract::State,
    http::StatusCode,
    response::{Response, Result},
    routing::post,
};
use axum_webhook::{Delivery, ItemDedupe, WebhookLayer, WebhookRejection};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;
use webhook_core::{
    Refusal, UnixTime, providers,
    store::{Claim, DedupeKey, DedupeStore, Owner, Settled, StoreError},
    testing::{self, FakeClock},
};
use webhook_tests::wait;

const SECRET: &str = "0123456789abcdef0123456789abcdef";
const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);

/// How often each item ran, and what becomes of those that are named here.
#[derive(Clone, Default)]
struct Work(Arc<Inner>);

#[derive(Default)]
struct Inner {
    runs: Mutex<HashMap<String, u32>>,
    fails: Mutex<Vec<&'static str>>,
    panics: Mutex<Vec<&'static str>>,
    waits: Mutex<Vec<&'static str>>,
    gate: Option<Semaphore>,
}

impl Work {
    async fn run(&self, id: String) -> Result<()> {
        *self.0.runs.lock().unwrap().entry(id.clone()).or_default() += 1;
        let named = |list: &Mutex<Vec<&str>>| list.lock().unwrap().contains(&&*id);
        if named(&self.0.waits) {
            let gate = self.0.gate.as_ref().unwrap();
            gate.acquire().await.unwrap().forget();
        }
        assert!(!named(&self.0.panics), "asked for");
        match named(&self.0.fails) {
            true => Err(StatusCode::INTERNAL_SERVER_ERROR.into()),
            false => Ok(()),
        }
    }

    fn runs(&self, id: &str) -> u32 {
        self.0.runs.lock().unwrap().get(id).copied().unwrap_or(0)
    }
}

async fn handle(State(work): State<Work>, delivery: Delivery, items: ItemDedupe) -> Result<()> {
    for item in delivery.items() {
        let id = item.id.clone().unwrap_or_default();
        items.once(&item, work.run(id)).await?;
    }
    Ok(())
}

fn layer() -> WebhookLayer {
    WebhookLayer::new(providers::LINE, SECRET).clock(FakeClock::at(NOW))
}

fn app(work: &Work, layer: WebhookLayer) -> Router {
    Router::new()
        .route("/", post(handle).route_layer(layer))
        .with_state(work.clone())
}

/// A batch of LINE events. `attempt` stands in what LINE changes when it delivers again.
fn batch(ids: &[&str], attempt: u32) -> axum::http::Request<Body> {
    let items: Vec<_> = ids
        .iter()
        .map(|id| {
            format!(
                r#"{{"webhookEventId":"{id}","type":"message","timestamp":1700000000000,"deliveryContext":{{"isRedelivery":{attempt}}}}}"#
            )
        })
        .collect();
    let body = format!(r#"{{"events":[{}]}}"#, items.join(","));
    let request = testing::request(providers::LINE, SECRET).body(body).build();
    request.map(Body::from)
}

async fn send(app: &Router, request: axum::http::Request<Body>) -> Response {
    app.clone().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn what_succeeded_before_a_failure_is_passed_over_when_the_batch_comes_again() {
    let work = Work::default();
    let app = app(&work, layer().dedupe_items());
    work.0.fails.lock().unwrap().push("b");
    let answer = send(&app, batch(&["a", "b", "c"], 0)).await;
    assert_eq!(answer.status(), 500);
    assert_eq!(["a", "b", "c"].map(|id| work.runs(id)), [1, 1, 0]);

    // Cut differently, marked as a redelivery, with a further item.
    work.0.fails.lock().unwrap().clear();
    let answer = send(&app, batch(&["c", "b", "a", "d"], 1)).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(["a", "b", "c", "d"].map(|id| work.runs(id)), [1, 2, 1, 1]);
    let answer = send(&app, batch(&["d", "a"], 2)).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(["a", "d"].map(|id| work.runs(id)), [1, 1]);
}

#[tokio::test]
async fn an_item_whose_work_panics_runs_again() {
    let work = Work::default();
    let app = app(&work, layer().dedupe_items());
    work.0.panics.lock().unwrap().push("a");
    assert_eq!(send(&app, batch(&["a"], 0)).await.status(), 500);
    work.0.panics.lock().unwrap().clear();
    assert_eq!(send(&app, batch(&["a"], 1)).await.status(), 200);
    assert_eq!(work.runs("a"), 2);
}

#[tokio::test]
async fn an_item_that_is_being_worked_on_puts_its_other_batch_off() {
    let inner = Inner {
        gate: Some(Semaphore::new(0)),
        ..Inner::default()
    };
    inner.waits.lock().unwrap().push("a");
    let work = Work(Arc::new(inner));
    let app = app(&work, layer().dedupe_items());
    let first = tokio::spawn({
        let app = app.clone();
        async move { send(&app, batch(&["a"], 0)).await }
    });
    wait::until("the first batch is at work", || work.runs("a") == 1).await;

    let second = send(&app, batch(&["b", "a"], 1)).await;
    assert_eq!(second.status(), 503);
    assert!(second.headers().contains_key("retry-after"));
    let refusal = second.extensions().get::<Refusal>();
    assert!(matches!(refusal, Some(Refusal::InFlight { .. })));

    work.0.gate.as_ref().unwrap().add_permits(1);
    assert_eq!(first.await.unwrap().status(), 200);
    assert_eq!(send(&app, batch(&["b", "a"], 2)).await.status(), 200);
    assert_eq!([work.runs("a"), work.runs("b")], [1, 1]);
}

/// Claims deliveries, and has no answer for items.
#[derive(Clone, Default)]
struct FailsAtTheSecondClaim {
    inner: tower_webhook::MemoryStore,
    claims: Arc<Mutex<u32>>,
}

impl DedupeStore for FailsAtTheSecondClaim {
    async fn claim(
        &self,
        key: &DedupeKey,
        lease: std::time::Duration,
    ) -> std::result::Result<Claim, StoreError> {
        let claims = {
            let mut claims = self.claims.lock().unwrap();
            *claims += 1;
            *claims
        };
        match claims % 2 {
            0 => Err(StoreError::new("gone")),
            _ => self.inner.claim(key, lease).await,
        }
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: std::time::Duration,
    ) -> std::result::Result<Settled, StoreError> {
        self.inner.renew(key, owner, lease).await
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: std::time::Duration,
    ) -> std::result::Result<Settled, StoreError> {
        self.inner.complete(key, owner, keep).await
    }

    async fn release(
        &self,
        key: &DedupeKey,
        owner: Owner,
    ) -> std::result::Result<Settled, StoreError> {
        self.inner.release(key, owner).await
    }
}

#[tokio::test]
async fn a_store_that_cannot_say_ends_the_batch_or_is_done_without() {
    let work = Work::default();
    let closed = app(
        &work,
        layer()
            .dedupe(FailsAtTheSecondClaim::default())
            .dedupe_items(),
    );
    let answer = send(&closed, batch(&["a"], 0)).await;
    assert_eq!((answer.status().as_u16(), work.runs("a")), (503, 0));
    let refusal = answer.extensions().get::<Refusal>();
    assert!(matches!(refusal, Some(Refusal::StoreUnavailable)));

    let open = layer()
        .dedupe(FailsAtTheSecondClaim::default())
        .on_store_error(tower_webhook::OnStoreError::FailOpen);
    let answer = send(&app(&work, open.dedupe_items()), batch(&["a"], 0)).await;
    assert_eq!((answer.status().as_u16(), work.runs("a")), (200, 1));
}

#[tokio::test]
async fn without_the_setting_the_handler_is_told_how() {
    let work = Work::default();
    let answer = send(&app(&work, layer()), batch(&["a"], 0)).await;
    assert_eq!(answer.status(), 500);
    let rejection = answer.extensions().get::<WebhookRejection>().unwrap();
    assert!(
        rejection.to_string().contains(".dedupe_items()"),
        "{rejection}"
    );
    let error = layer().no_dedupe().dedupe_items().check().unwrap_err();
    assert!(error.to_string().contains("dedupe_items"), "{error}");
}
