//! A lease that is lost while its handler runs: the handler is dropped, counted, and answered for.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use tokio::sync::Notify;
use tower::{Layer as _, Service, ServiceExt as _, service_fn};
use tower_webhook::{ItemDedupe, WebhookLayer};
use webhook_core::{
    Delivery, Refusal, UnixTime, providers,
    store::Settled,
    testing::{self, FakeClock},
};
use webhook_tests::{STRIPE_SECRET, store::Breakable, stripe_event, wait};

const LEASE: Duration = Duration::from_secs(3);

/// Handlers that wait to be let go, and how each of them ended.
#[derive(Clone, Default)]
struct Slow(Arc<Ends>);

#[derive(Default)]
struct Ends {
    started: AtomicUsize,
    finished: AtomicUsize,
    dropped: AtomicUsize,
    gate: Notify,
}

/// Notices that it was dropped before its end.
struct Guard<'a>(&'a Ends, bool);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if !self.1 {
            self.0.dropped.fetch_add(1, SeqCst);
        }
    }
}

impl Slow {
    async fn work(&self) {
        let mut guard = Guard(&self.0, false);
        self.0.started.fetch_add(1, SeqCst);
        self.0.gate.notified().await;
        guard.1 = true;
        self.0.finished.fetch_add(1, SeqCst);
    }

    fn ends(&self) -> [usize; 3] {
        [&self.0.started, &self.0.finished, &self.0.dropped].map(|ends| ends.load(SeqCst))
    }

    fn service(
        &self,
    ) -> impl Service<
        Request<Full<Bytes>>,
        Response = Response<Full<Bytes>>,
        Error = Infallible,
        Future: Send,
    > + Clone
    + Send
    + 'static {
        let slow = self.clone();
        service_fn(move |_| {
            let slow = slow.clone();
            async move {
                slow.work().await;
                Ok(Response::default())
            }
        })
    }
}

fn delivery(id: &str) -> Request<Full<Bytes>> {
    let request = testing::request(providers::STRIPE, STRIPE_SECRET);
    request.body(stripe_event(id)).build().map(Full::new)
}

fn layer(store: &Breakable) -> WebhookLayer {
    WebhookLayer::stripe(STRIPE_SECRET)
        .dedupe(store.clone())
        .lease(LEASE)
}

/// What the counter of lost leases says after `work` ran on a paused clock.
fn lost_leases_during<F: Future>(work: impl FnOnce() -> F) -> u64 {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    metrics::with_local_recorder(&recorder, || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build();
        runtime.unwrap().block_on(async { work().await });
    });
    let counted = snapshotter.snapshot().into_vec().into_iter();
    let lost = counted.filter(|(key, ..)| key.key().name() == "webhook_lease_lost_total");
    lost.map(|(.., value)| match value {
        DebugValue::Counter(count) => count,
        other => panic!("{other:?} is no counter"),
    })
    .sum()
}

#[test]
fn row_9_a_handler_whose_lease_is_lost_is_dropped_and_counted() {
    for (settled, status, code) in [
        (Settled::Lost, 503, Some("lease_lost")),
        // Another node finished the work: the provider may forget the delivery.
        (Settled::Done, 200, None),
    ] {
        let counted = lost_leases_during(|| async move {
            let (store, slow) = (Breakable::default(), Slow::default());
            store.answer_renewals(settled);
            let service = layer(&store).layer(slow.service());
            let answer = service.oneshot(delivery("evt_1")).await.unwrap();
            let refusal = answer.extensions().get::<Refusal>().map(Refusal::code);
            assert_eq!((answer.status().as_u16(), refusal), (status, code));
            assert_eq!(slow.ends(), [1, 0, 1], "started, finished, dropped");
            // It is not ours any more: nothing to give back.
            assert_eq!(store.released(), 0);
        });
        assert_eq!(counted, 1, "{settled:?}");
    }
}

#[test]
fn row_9_a_handler_may_be_let_finish_without_its_lease() {
    let counted = lost_leases_during(|| async {
        let (store, slow) = (Breakable::default(), Slow::default());
        store.answer_renewals(Settled::Lost);
        let service = layer(&store).finish_on_lost_lease().layer(slow.service());
        let answer = tokio::spawn(service.oneshot(delivery("evt_1")));
        wait::until("the handler runs", || slow.ends()[0] == 1).await;
        wait::until("three renewals were refused", || store.renewals() == 3).await;
        slow.0.gate.notify_one();
        // The store does not know of another owner, so that the completion counts.
        assert_eq!(answer.await.unwrap().unwrap().status(), 200);
        assert_eq!(slow.ends(), [1, 1, 0]);
    });
    assert_eq!(counted, 1, "however many renewals were refused");
}

#[test]
fn row_14_renewals_that_fail_or_hang_do_not_stop_a_handler() {
    for breaks in [Breakable::fail, Breakable::hang] {
        let counted = lost_leases_during(|| async move {
            let (store, slow) = (Breakable::default(), Slow::default());
            let service = layer(&store).layer(slow.service());
            let answer = tokio::spawn(service.oneshot(delivery("evt_1")));
            wait::until("the handler runs", || slow.ends()[0] == 1).await;
            breaks(&store, true);
            wait::until("two renewals failed", || store.renewals() >= 2).await;
            breaks(&store, false);
            slow.0.gate.notify_one();
            assert_eq!(answer.await.unwrap().unwrap().status(), 200);
            assert_eq!(slow.ends(), [1, 1, 0]);
        });
        assert_eq!(counted, 0);
    }
}

#[test]
fn item_whose_lease_is_lost_is_dropped_or_known_to_be_done() {
    const SECRET: &str = "0123456789abcdef0123456789abcdef";
    for (settled, expected) in [
        (Settled::Lost, Err("lease_lost")),
        (Settled::Done, Ok(None)),
    ] {
        let counted = lost_leases_during(|| async move {
            let (store, slow) = (Breakable::default(), Slow::default());
            let now = UnixTime::from_secs(1_700_000_000);
            let shown = (store.clone(), slow.clone());
            let handler = service_fn(move |request: Request<Full<Bytes>>| {
                let (store, slow) = shown.clone();
                async move {
                    // The batch's own claim stays; the item's will be lost.
                    store.answer_renewals(settled);
                    let extensions = request.extensions();
                    let delivery = extensions.get::<Delivery>().unwrap();
                    let items = extensions.get::<ItemDedupe>().unwrap();
                    let item = delivery.items().into_iter().next().unwrap();
                    let once = items.once(&item, async {
                        slow.work().await;
                        Ok::<_, Refusal>(())
                    });
                    let outcome = once.await.map_err(|refusal| refusal.code());
                    assert_eq!(outcome, expected);
                    Ok::<_, Infallible>(Response::<Full<Bytes>>::default())
                }
            });
            let service = WebhookLayer::new(providers::LINE, SECRET)
                .clock(FakeClock::at(now))
                .dedupe(store.clone())
                .lease(LEASE)
                .dedupe_items()
                .layer(handler);
            let body =
                r#"{"events":[{"webhookEventId":"a","type":"message","timestamp":1700000000000}]}"#;
            let request = testing::request(providers::LINE, SECRET).body(body).build();
            let answer = service.oneshot(request.map(Full::new)).await;
            assert_eq!(answer.unwrap().status(), 200);
            assert_eq!(slow.ends(), [1, 0, 1]);
        });
        assert_eq!(counted, 1);
    }
}
