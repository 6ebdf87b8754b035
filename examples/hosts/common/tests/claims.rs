//! What the table of hosts cannot show: long handlers, and a store on a bad day.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use hosts_common::claimed;
use http::Response;
use tokio::time::sleep;
use webhook_core::{
    DedupeKey, DedupeStore, Delivery, providers,
    store::{AnyDedupeStore, Claim, Lease, Owner, Settled, StoreError},
    testing,
};

/// Claims everything, renews, and completes as it is told.
#[derive(Clone, Default)]
struct Store {
    claim_fails: bool,
    complete: Option<Settled>,
    renewed: Arc<AtomicUsize>,
    released: Arc<AtomicUsize>,
}

impl DedupeStore for Store {
    async fn claim(&self, _: &DedupeKey, _: Duration) -> Result<Claim, StoreError> {
        match self.claim_fails {
            true => Err(StoreError::new("down")),
            false => Ok(Claim::Fresh(Lease::new(Owner::from_bytes([7; 16])))),
        }
    }

    async fn renew(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        self.renewed.fetch_add(1, Ordering::SeqCst);
        Ok(Settled::Yes)
    }

    async fn complete(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        self.complete.ok_or(StoreError::new("down"))
    }

    async fn release(&self, _: &DedupeKey, _: Owner) -> Result<Settled, StoreError> {
        self.released.fetch_add(1, Ordering::SeqCst);
        Ok(Settled::Yes)
    }
}

fn delivery() -> Delivery {
    testing::delivery(providers::STRIPE, "invoice.paid")
}

async fn status(store: &Store, handler: impl Future<Output = u16> + Send + 'static) -> u16 {
    let handler = async {
        let mut response = Response::new(String::new());
        *response.status_mut() = handler.await.try_into().expect("a status");
        response
    };
    let store = AnyDedupeStore::new(store.clone());
    claimed(&store, &delivery(), handler).await.status().into()
}

/// By the clock of the test, which goes on only while everybody waits.
#[tokio::test(start_paused = true)]
async fn a_claim_is_renewed_for_as_long_as_its_handler_runs() {
    let store = Store {
        complete: Some(Settled::Yes),
        ..Store::default()
    };
    let long = async {
        sleep(Duration::from_secs(70)).await;
        200
    };
    assert_eq!(status(&store, long).await, 200);
    assert_eq!(store.renewed.load(Ordering::SeqCst), 3, "every 20 seconds");
}

#[tokio::test]
async fn success_is_told_only_once_it_is_recorded() {
    let cases = [
        (Some(Settled::Yes), 200),
        (Some(Settled::Done), 200),
        (Some(Settled::Lost), 503),
        (None, 503),
    ];
    for (complete, expected) in cases {
        let store = Store {
            complete,
            ..Store::default()
        };
        assert_eq!(
            status(&store, async { 200 }).await,
            expected,
            "{complete:?}"
        );
        assert_eq!(store.released.load(Ordering::SeqCst), 0, "{complete:?}");
    }
}

#[tokio::test]
async fn a_failure_gives_the_claim_back() {
    let store = Store::default();
    assert_eq!(status(&store, async { 418 }).await, 418);
    assert_eq!(status(&store, async { panic!("as planned") }).await, 500);
    assert_eq!(store.released.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn nothing_runs_while_the_store_cannot_say() {
    let store = Store {
        claim_fails: true,
        ..Store::default()
    };
    let ran = Arc::new(AtomicUsize::new(0));
    let counted = ran.clone();
    let handler = async move {
        counted.fetch_add(1, Ordering::SeqCst);
        200
    };
    assert_eq!(status(&store, handler).await, 503);
    assert_eq!(ran.load(Ordering::SeqCst), 0);
}
