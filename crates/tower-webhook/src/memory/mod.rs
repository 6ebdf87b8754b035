//! [`MemoryStore`]: claims kept in this process.
//!
//! Two structures, one lock. Claims in flight stand in sharded maps that forget nothing
//! (`in_flight`); done records stand in a bounded cache (`done`). Both are asked under the lock
//! of the key's shard, in flight first, and a record is written as done *before* it leaves the
//! in-flight map: any other order lets two requests claim one key.

mod done;
mod fingerprint;
mod in_flight;
mod ledger;

use std::{fmt, sync::Arc, time::Duration};

use tokio::time::Instant;
use webhook_core::store::{
    Abandon, Claim, DedupeKey, DedupeStore, Endpoints, Lease, Owner, Settled, StoreError,
};

pub(crate) use self::{done::Done, fingerprint::FingerprintKey};
use self::{fingerprint::Fingerprint, in_flight::InFlight};

/// How many done records a [`MemoryStore::new`] remembers.
const DEFAULT_CAPACITY: usize = 100_000;

/// A [`DedupeStore`] in this process's memory: no set-up, no network, nothing survives a restart.
///
/// Clones share the records, so keep one beside the layer to read its figures:
///
/// ```
/// use std::time::Duration;
/// use tower_webhook::MemoryStore;
/// use webhook_core::store::{Claim, DedupeKey, DedupeStore, Settled};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), webhook_core::store::StoreError> {
/// let store = MemoryStore::new();
/// let key = DedupeKey::new("billing", None, "stripe", b"evt_1");
/// let (lease, keep) = (Duration::from_secs(60), Duration::from_secs(5 * 24 * 3600));
///
/// let Claim::Fresh(held) = store.claim(&key, lease).await? else { unreachable!("never seen") };
/// assert!(matches!(store.claim(&key, lease).await?, Claim::InFlight { .. }));
///
/// assert_eq!(store.complete(&key, held.owner(), keep).await?, Settled::Yes);
/// assert!(matches!(store.claim(&key, lease).await?, Claim::Done));
/// # Ok(())
/// # }
/// ```
///
/// # Consistency
///
/// Every operation on a key is atomic with every other on the same key: of any number of concurrent
/// claims exactly one is [`Claim::Fresh`]. All four operations finish in their first poll, so a
/// caller cancelled in between leaves nothing half done.
///
/// Owner and store share a process, so a claim lives as long as its [`Lease`] is held, whatever the
/// lease's time says: a handler that vanishes frees its key at once, and one that runs long never
/// loses it. The time still counts for [`Claim::InFlight`], whose `retry_after` is what is left of
/// it, or one second once it is over. A lease that is leaked, as by [`std::mem::forget`], keeps its
/// key in flight for the life of the store.
///
/// Time is the monotonic clock's. Where that clock stands still while the machine is suspended
/// (Linux), records last longer by as much; they never end early.
///
/// # What a full store does
///
/// Claims in flight are never forgotten. Their number is the caller's: one for each handler that
/// runs, hence what the layer's `max_in_flight` allows, which is why the store has no bound of its
/// own. Done records are bounded by the capacity, and the least recently used one makes room for
/// the newest. A forgotten record means that a late retry runs again.
///
/// An id costs about 240 bytes, so the default capacity of 100,000 is about 24 MB when full. That is
/// a day of one delivery a second and seventeen minutes of a hundred a second, where a provider may
/// retry for days: over long horizons this store is best effort. [`MemoryStore::effective_horizon`]
/// says how far back it reaches in truth; if that is less than the window you need, raise the
/// capacity or take a store on Redis, Postgres or SQLite, which several processes can share and
/// which outlives a restart.
#[derive(Clone)]
pub struct MemoryStore(Arc<Inner>);

struct Inner {
    fingerprints: FingerprintKey,
    in_flight: InFlight,
    done: Done,
    endpoints: Endpoints,
}

impl MemoryStore {
    /// Remembers the last 100,000 done deliveries.
    pub fn new() -> Self {
        Self::with_capacity(DEFAULT_CAPACITY)
    }

    /// Remembers the last `ids` done deliveries. The memory, about 240 bytes an id, is taken as
    /// they arrive.
    ///
    /// ```
    /// use tower_webhook::MemoryStore;
    ///
    /// // A day of ten deliveries a second, about 200 MB when full.
    /// let store = MemoryStore::with_capacity(10 * 24 * 3600);
    /// assert_eq!(store.capacity(), 864_000);
    /// ```
    ///
    /// # Panics
    /// If `ids` is zero: such a store would run every retry again.
    pub fn with_capacity(ids: usize) -> Self {
        assert!(
            ids > 0,
            "MemoryStore::with_capacity(0) would remember no delivery and run every retry again; \
             leave dedupe off if that is meant"
        );
        Self(Arc::new(Inner {
            fingerprints: FingerprintKey::new(),
            in_flight: InFlight::new(),
            done: Done::new(ids as u64),
            endpoints: Endpoints::default(),
        }))
    }

    /// How many done records it remembers at most.
    pub fn capacity(&self) -> u64 {
        self.0.done.capacity()
    }

    /// How many done records it holds now. Those whose time is over count until newer ones take
    /// their place.
    pub fn remembered(&self) -> u64 {
        self.0.done.remembered()
    }

    /// Which layers use this store or a clone of it.
    pub(crate) fn endpoints(&self) -> &Endpoints {
        &self.0.endpoints
    }

    /// How many claims are in flight.
    pub fn in_flight(&self) -> usize {
        self.0.in_flight.len()
    }

    /// How many done records were forgotten before their time to make room for newer ones.
    ///
    /// Reckoned from what was written and the capacity, because having the cache tell would cost half
    /// as much again for every delivery. Exact where all records are kept equally long; where they
    /// are not, one that is forgotten after its time and within the longest counts as well.
    ///
    /// ```
    /// assert_eq!(tower_webhook::MemoryStore::new().evicted(), 0);
    /// ```
    pub fn evicted(&self) -> u64 {
        self.0.done.account().evicted
    }

    /// How long the record that was forgotten last had been remembered, or up to a sixty-fourth of
    /// the capacity less; `None` while none was forgotten before its time.
    ///
    /// A delivery repeated later than this may run twice. Compare it with the window of done records
    /// and raise an alarm if it is shorter. A duplicate renews its record's place in the queue, so
    /// that many late duplicates of different deliveries shorten the time of all others unseen.
    ///
    /// ```
    /// // A store that has room remembers everything for as long as it was told.
    /// assert_eq!(tower_webhook::MemoryStore::new().effective_horizon(), None);
    /// ```
    pub fn effective_horizon(&self) -> Option<Duration> {
        self.0.done.account().horizon
    }
}

impl Default for MemoryStore {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("capacity", &self.capacity())
            .field("in_flight", &self.in_flight())
            .finish_non_exhaustive()
    }
}

impl DedupeStore for MemoryStore {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        let id = self.0.fingerprints.of(key);
        let mut shard = self.0.in_flight.shard(id);
        let now = Instant::now();
        // In flight first, then done: a record moves the other way, and only under this lock.
        if let Some(retry_after) = shard.retry_after(id, now) {
            return Ok(Claim::InFlight { retry_after });
        }
        if self.0.done.contains(id, now) {
            return Ok(Claim::Done);
        }
        let owner = shard.insert(id, now, lease)?;
        let lease = Lease::guarded(owner, self.0.clone(), id.to_token());
        Ok(Claim::Fresh(lease))
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        let id = self.0.fingerprints.of(key);
        let mut shard = self.0.in_flight.shard(id);
        let now = Instant::now();
        Ok(if shard.renew(id, owner, now, lease) {
            Settled::Yes
        } else {
            self.0.refusal(id, now)
        })
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        let id = self.0.fingerprints.of(key);
        let mut shard = self.0.in_flight.shard(id);
        let now = Instant::now();
        Ok(match shard.owner(id) {
            Some(holder) if holder != owner => Settled::Lost,
            None if self.0.done.contains(id, now) => Settled::Done,
            // Done before it leaves the in-flight map, so that it is never in neither.
            Some(_) => {
                self.0.done.insert(id, now, keep);
                shard.remove(id, owner);
                Settled::Yes
            }
            None => {
                self.0.done.insert(id, now, keep);
                Settled::Yes
            }
        })
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        let id = self.0.fingerprints.of(key);
        let mut shard = self.0.in_flight.shard(id);
        Ok(if shard.remove(id, owner) {
            Settled::Yes
        } else {
            self.0.refusal(id, Instant::now())
        })
    }
}

impl Abandon for Inner {
    fn abandon(&self, token: u128, owner: Owner) {
        let id = Fingerprint::from_token(token);
        self.in_flight.shard(id).remove(id, owner);
    }
}

impl Inner {
    /// Why an owner that does not hold the claim is refused. The key's shard must be locked.
    fn refusal(&self, id: Fingerprint, now: Instant) -> Settled {
        if self.done.contains(id, now) {
            Settled::Done
        } else {
            Settled::Lost
        }
    }
}
