//! [`Subject`]: the store under test, and the words the checks are written in.

use std::{
    hash::{BuildHasher as _, RandomState},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use crate::store::{AnyDedupeStore, Claim, DedupeKey, DedupeStore, Lease, Owner, Settled};

/// How long a claim or a record lasts that is to end during a check.
pub(super) const SHORT: Duration = Duration::from_secs(1);

/// How long one lasts that is not.
pub(super) const LONG: Duration = Duration::from_secs(300);

/// What a store may round up, and what its clock and the runtime's may differ by.
const GRACE: Duration = Duration::from_secs(1);

/// How far a store's clock may run ahead of the runtime's during a check.
const SKEW: Duration = Duration::from_millis(50);

/// From one poll of a condition to the next.
pub(super) const STEP: Duration = Duration::from_millis(20);

/// A future that can move between threads.
pub type BoxFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What the checks need of an async runtime.
pub trait Runtime: Send + Sync + 'static {
    /// Starts `task` beside the others, on threads of its own where there are any. What is returned
    /// ends with the task and panics if it did.
    fn spawn(&self, task: BoxFuture) -> BoxFuture;

    /// Waits between two polls of a condition. A paused clock may move instead, if the store's
    /// clock moves with it.
    fn pause(&self, time: Duration) -> BoxFuture;

    /// The time since any fixed moment, by the clock that [`pause`](Self::pause) follows.
    fn elapsed(&self) -> Duration;
}

/// A store under test. Checks draw their keys at random, so one store may serve them all, one after
/// another or at once, and keep what it has from earlier runs. Clones test the same store.
#[derive(Clone)]
pub struct Subject {
    pub(super) store: AnyDedupeStore,
    pub(super) runtime: Arc<dyn Runtime>,
    pub(super) keys: usize,
    run: RandomState,
    drawn: Arc<AtomicU64>,
}

impl Subject {
    /// Tests `store` on `runtime`. Races run over 2,000 keys, or as many as the environment's
    /// `STORE_CONFORMANCE_KEYS` says.
    pub fn new(store: impl DedupeStore, runtime: impl Runtime) -> Self {
        let keys = std::env::var("STORE_CONFORMANCE_KEYS").ok();
        Self {
            store: AnyDedupeStore::new(store),
            runtime: Arc::new(runtime),
            keys: keys.and_then(|keys| keys.parse().ok()).unwrap_or(2_000),
            run: RandomState::new(),
            drawn: Arc::default(),
        }
    }

    /// Races over as many keys.
    #[must_use]
    pub fn keys(mut self, keys: usize) -> Self {
        self.keys = keys;
        self
    }

    /// A key of this check and this run alone.
    pub(super) fn key(&self, name: &str) -> DedupeKey {
        DedupeKey::new("conformance", None, "none", self.identity(name).as_bytes())
    }

    /// A key that nobody else gets.
    pub(super) fn unique_key(&self) -> DedupeKey {
        let drawn = self.drawn.fetch_add(1, Ordering::Relaxed);
        self.key(&format!("unique {drawn}"))
    }

    /// As many keys of this check and this run alone.
    pub(super) fn some_keys(&self, name: &str, number: usize) -> Arc<[DedupeKey]> {
        (0..number)
            .map(|i| self.key(&format!("{name} {i}")))
            .collect()
    }

    /// An id that no other run draws.
    pub(super) fn identity(&self, name: &str) -> String {
        format!("{name} {:016x}", self.run.hash_one(name))
    }

    pub(super) async fn claim(&self, key: &DedupeKey, lease: Duration) -> Claim {
        self.store.claim(key, lease).await.expect("claim")
    }

    pub(super) async fn renew(&self, key: &DedupeKey, owner: Owner, lease: Duration) -> Settled {
        self.store.renew(key, owner, lease).await.expect("renew")
    }

    pub(super) async fn complete(&self, key: &DedupeKey, owner: Owner, keep: Duration) -> Settled {
        self.store
            .complete(key, owner, keep)
            .await
            .expect("complete")
    }

    pub(super) async fn release(&self, key: &DedupeKey, owner: Owner) -> Settled {
        self.store.release(key, owner).await.expect("release")
    }

    /// Claims what must be claimable.
    pub(super) async fn fresh(&self, key: &DedupeKey, lease: Duration) -> Lease {
        match self.claim(key, lease).await {
            Claim::Fresh(lease) => lease,
            other => panic!("expected a fresh claim, got {other:?}"),
        }
    }

    /// Says how long to wait for what must be in flight.
    pub(super) async fn in_flight(&self, key: &DedupeKey) -> Duration {
        match self.claim(key, LONG).await {
            Claim::InFlight { retry_after } => retry_after,
            other => panic!("expected a claim in flight, got {other:?}"),
        }
    }

    /// Asks for what must be done.
    pub(super) async fn done(&self, key: &DedupeKey) {
        match self.claim(key, LONG).await {
            Claim::Done => {}
            other => panic!("expected a done record, got {other:?}"),
        }
    }

    /// Claims what must become claimable when `time` has passed since now, or sooner.
    pub(super) async fn fresh_within(&self, key: &DedupeKey, time: Duration) -> Lease {
        let end = self.runtime.elapsed() + time + GRACE;
        loop {
            // Read before the call: an answer that comes late says nothing about the store's time.
            let asked = self.runtime.elapsed();
            match self.claim(key, LONG).await {
                Claim::Fresh(lease) => return lease,
                other if asked > end => panic!("should be claimable after {time:?}, is {other:?}"),
                _ => self.runtime.pause(STEP).await,
            }
        }
    }

    /// Fails unless `time` has passed `since`.
    pub(super) fn not_before(&self, since: Duration, time: Duration) {
        let passed = self.runtime.elapsed() - since;
        assert!(passed + SKEW >= time, "ended after {passed:?} of {time:?}");
    }

    /// Returns when `time` has passed by the store's own clock, which is asked through a done record
    /// of another key.
    pub(super) async fn pass(&self, time: Duration) {
        let key = self.unique_key();
        let lease = self.fresh(&key, LONG).await;
        assert_eq!(self.complete(&key, lease.owner(), time).await, Settled::Yes);
        self.fresh_within(&key, time).await;
    }
}

/// An owner that holds nothing.
pub(super) fn stranger() -> Owner {
    Owner::from_bytes([0xa5; 16])
}
