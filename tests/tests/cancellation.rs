//! The request's future dropped at every await point: the key is always released or done.

use std::{
    collections::HashMap,
    convert::Infallible,
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use tokio::task::yield_now;
use tower::{Layer as _, Service as _, ServiceExt as _, service_fn};
use tower_webhook::WebhookLayer;
use webhook_core::{
    providers,
    store::{AnyDedupeStore, Claim, DedupeKey, DedupeStore, Lease, Owner, Settled, StoreError},
    testing,
};
use webhook_tests::{STRIPE_SECRET, stripe_event};

/// Waits before and after each effect, and never lets a lease run out: a key that is left in flight
/// stays so and is seen.
#[derive(Clone, Default)]
struct Unforgiving(Arc<Mutex<HashMap<DedupeKey, State>>>);

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    InFlight(Owner),
    Done,
}

impl Unforgiving {
    async fn effect<T>(&self, effect: impl FnOnce(&mut HashMap<DedupeKey, State>) -> T) -> T {
        yield_now().await;
        let outcome = effect(&mut self.0.lock().unwrap());
        yield_now().await;
        outcome
    }

    fn states(&self) -> Vec<State> {
        self.0.lock().unwrap().values().copied().collect()
    }
}

impl DedupeStore for Unforgiving {
    async fn claim(&self, key: &DedupeKey, _: Duration) -> Result<Claim, StoreError> {
        self.effect(|records| {
            Ok(match records.get(key) {
                Some(State::InFlight(_)) => Claim::InFlight {
                    retry_after: Duration::from_secs(1),
                },
                Some(State::Done) => Claim::Done,
                None => {
                    let owner = Owner::from_bytes([9; 16]);
                    records.insert(*key, State::InFlight(owner));
                    Claim::Fresh(Lease::new(owner))
                }
            })
        })
        .await
    }

    async fn renew(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        Ok(Settled::Yes)
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        _: Owner,
        _: Duration,
    ) -> Result<Settled, StoreError> {
        self.effect(|records| {
            records.insert(*key, State::Done);
            Ok(Settled::Yes)
        })
        .await
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.effect(|records| {
            if records.get(key) == Some(&State::InFlight(owner)) {
                records.remove(key);
            }
            Ok(Settled::Yes)
        })
        .await
    }
}

/// Drops a request after `polls` polls; true if it was answered before.
async fn drop_after(polls: usize, status: u16, cancel: bool) -> (bool, Vec<State>) {
    let store = Unforgiving::default();
    let mut layer = WebhookLayer::stripe(STRIPE_SECRET).dedupe(AnyDedupeStore::new(store.clone()));
    if cancel {
        layer = layer.cancel_on_disconnect();
    }
    let mut service = layer.layer(service_fn(move |_: Request<Full<Bytes>>| async move {
        yield_now().await;
        yield_now().await;
        let response = Response::builder()
            .status(status)
            .body(Full::<Bytes>::default());
        Ok::<_, Infallible>(response.unwrap())
    }));
    let request = testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(stripe_event("evt_1"))
        .build()
        .map(Full::new);
    let answered = {
        let mut future = pin!(service.call(request));
        let mut context = Context::from_waker(Waker::noop());
        let mut answered = false;
        for _ in 0..polls {
            if future.as_mut().poll(&mut context).is_ready() {
                answered = true;
                break;
            }
        }
        answered
    };
    layer.drain().await;
    (answered, store.states())
}

#[tokio::test]
async fn a_future_dropped_at_any_await_point_leaves_the_key_released_or_done() {
    for cancel in [false, true] {
        for status in [200, 500] {
            let mut answered = false;
            let mut polls = 0;
            while !answered {
                let states;
                (answered, states) = drop_after(polls, status, cancel).await;
                let place = format!("{polls} polls, status {status}, cancel {cancel}");
                match states[..] {
                    [] => assert!(!answered || status == 500, "lost: {place}"),
                    [State::Done] => assert_eq!(status, 200, "{place}"),
                    _ => panic!("left in flight: {place}: {states:?}"),
                }
                if polls > 0 && status == 200 && !cancel {
                    assert_eq!(states, [State::Done], "the handler must finish: {place}");
                }
                polls += 1;
                assert!(polls < 100, "never answered");
            }
            assert!(polls >= 8, "too few await points were tried: {polls}");
        }
    }
}

#[test]
fn without_a_runtime_a_dropped_request_releases_its_claim() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let layer = WebhookLayer::stripe(STRIPE_SECRET);
    let mut pending = layer.layer(service_fn(|_: Request<Full<Bytes>>| {
        std::future::pending::<Result<Response<Full<Bytes>>, Infallible>>()
    }));
    let request = || {
        testing::request(providers::STRIPE, STRIPE_SECRET)
            .body(stripe_event("evt_1"))
            .build()
            .map(Full::new)
    };
    let mut future = Box::pin(pending.call(request()));
    runtime.block_on(async {
        let poll = std::future::poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_pending()));
        assert!(poll.await);
    });
    drop(runtime);
    drop(future);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let ok = layer.layer(service_fn(async |_: Request<Full<Bytes>>| {
            Ok::<_, Infallible>(Response::new(Full::<Bytes>::default()))
        }));
        assert_eq!(ok.oneshot(request()).await.unwrap().status(), 200);
    });
}
