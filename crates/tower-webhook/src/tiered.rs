//! [`Tiered`]: the memory of this process in front of a shared store.

use std::{fmt, time::Duration};

use tokio::time::Instant;
use webhook_core::store::{Claim, DedupeKey, DedupeStore, Owner, Settled, StoreError};

use crate::memory::{Done, FingerprintKey};

/// How many done records it remembers by default.
const DEFAULT_CAPACITY: usize = 100_000;

/// Any [`DedupeStore`], with the deliveries that this process completed remembered in front of it: their
/// duplicates are answered without asking the store, also while it is down.
///
/// Only what is done is remembered, because only that stays true whatever happens elsewhere. Everything
/// else is the store's to say: a claim, a renewal, a completion and a release always reach it, and a
/// delivery that is not remembered may be done all the same. So it never makes a delivery run twice, and
/// never one run not at all that the store would have let run.
///
/// What another node completed is not remembered: the store does not say for how long it stays done.
/// Behind a load balancer that sends a delivery anywhere, a duplicate is met by the node that handled it
/// as often as there are nodes; with one node and a durable store, nearly always.
///
/// ```
/// use std::time::Duration;
/// use tower_webhook::{MemoryStore, Tiered, WebhookLayer};
/// use webhook_core::store::{Claim, DedupeKey, DedupeStore};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), webhook_core::store::StoreError> {
/// // In a service: RedisStore, PostgresStore or SqliteStore.
/// let store = Tiered::new(MemoryStore::new());
/// let key = DedupeKey::new("billing", None, "stripe", b"evt_1");
/// let Claim::Fresh(held) = store.claim(&key, Duration::from_secs(60)).await? else { unreachable!() };
/// store.complete(&key, held.owner(), Duration::from_secs(24 * 3600)).await?;
/// assert!(matches!(store.claim(&key, Duration::from_secs(60)).await?, Claim::Done));
///
/// let layer = WebhookLayer::stripe("whsec_an_example_secret").dedupe(store);
/// # Ok(())
/// # }
/// ```
pub struct Tiered<S> {
    store: S,
    fingerprints: FingerprintKey,
    done: Done,
}

impl<S: DedupeStore> Tiered<S> {
    /// Remembers the last 100,000 deliveries that were completed here, about 24 MB when full.
    pub fn new(store: S) -> Self {
        Self::with_capacity(store, DEFAULT_CAPACITY)
    }

    /// Remembers the last `ids` of them, about 240 bytes each.
    ///
    /// # Panics
    /// If `ids` is zero: then there is no use in it.
    pub fn with_capacity(store: S, ids: usize) -> Self {
        assert!(
            ids > 0,
            "Tiered::with_capacity(.., 0) would remember nothing; use the store by itself"
        );
        Self {
            store,
            fingerprints: FingerprintKey::new(),
            done: Done::new(ids as u64),
        }
    }

    /// The store behind.
    pub fn store(&self) -> &S {
        &self.store
    }
}

impl<S> fmt::Debug for Tiered<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tiered")
            .field("capacity", &self.done.capacity())
            .finish_non_exhaustive()
    }
}

impl<S: DedupeStore> DedupeStore for Tiered<S> {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        if self
            .done
            .contains(self.fingerprints.of(key), Instant::now())
        {
            return Ok(Claim::Done);
        }
        self.store.claim(key, lease).await
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        self.store.renew(key, owner, lease).await
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        // Taken before the store's own time begins: the record here ends with the one there, or less
        // than a second later.
        let now = Instant::now();
        let settled = self.store.complete(key, owner, keep).await?;
        if settled == Settled::Yes {
            self.done.insert(self.fingerprints.of(key), now, keep);
        }
        Ok(settled)
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.store.release(key, owner).await
    }
}
