//! [`InFlight`]: the claims that handlers work on, each as long as its lease is held.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;
use webhook_core::store::{Owner, Owners, StoreError};

use super::fingerprint::{BuildPassThrough, Fingerprint};

/// A power of two well above the cores of a machine: two deliveries seldom wait for one lock.
const SHARDS: usize = 64;

/// What a duplicate is told to wait once the lease is over: its holder is alive, nobody knows for
/// how long.
const OVERDUE: Duration = Duration::from_secs(1);

/// Far enough for a lease whose end no clock can show: 30 years.
const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

/// The claims in flight, in shards by fingerprint.
pub(super) struct InFlight([Mutex<Shard>; SHARDS]);

impl InFlight {
    /// None.
    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(Shard::new())))
    }

    /// Locks the shard of `id`, and with it everything that is known about `id`.
    pub(super) fn shard(&self, id: Fingerprint) -> MutexGuard<'_, Shard> {
        lock(&self.0[id.shard(SHARDS)])
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|shard| lock(shard).claims.len()).sum()
    }
}

/// A thread that panicked under the lock left whole entries: each change is one call of the map.
fn lock(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Some of the claims.
pub(super) struct Shard {
    claims: HashMap<Fingerprint, Entry, BuildPassThrough>,
    owners: Owners,
}

struct Entry {
    owner: Owner,
    until: Instant,
}

impl Shard {
    fn new() -> Self {
        Self {
            claims: HashMap::default(),
            owners: Owners::new(),
        }
    }

    /// What a duplicate of `id` is told to wait, if `id` is in flight. Never zero.
    pub(super) fn retry_after(&self, id: Fingerprint, now: Instant) -> Option<Duration> {
        let left = self.claims.get(&id)?.until.saturating_duration_since(now);
        Some(if left.is_zero() { OVERDUE } else { left })
    }

    /// Who holds `id`.
    pub(super) fn owner(&self, id: Fingerprint) -> Option<Owner> {
        Some(self.claims.get(&id)?.owner)
    }

    /// Writes `id` down as in flight and draws its owner.
    ///
    /// # Errors
    /// If the system has no randomness to give; `id` is then not in flight.
    pub(super) fn insert(
        &mut self,
        id: Fingerprint,
        now: Instant,
        lease: Duration,
    ) -> Result<Owner, StoreError> {
        let owner = self.owners.draw()?;
        let until = end(now, lease);
        self.claims.insert(id, Entry { owner, until });
        Ok(owner)
    }

    /// Extends the claim of `owner`, if it is theirs.
    pub(super) fn renew(
        &mut self,
        id: Fingerprint,
        owner: Owner,
        now: Instant,
        lease: Duration,
    ) -> bool {
        match self.claims.get_mut(&id) {
            Some(entry) if entry.owner == owner => {
                entry.until = end(now, lease);
                true
            }
            _ => false,
        }
    }

    /// Takes the claim of `owner` away, if it is theirs.
    pub(super) fn remove(&mut self, id: Fingerprint, owner: Owner) -> bool {
        self.owner(id) == Some(owner) && self.claims.remove(&id).is_some()
    }
}

/// When a lease that starts now is over.
fn end(now: Instant, lease: Duration) -> Instant {
    now.checked_add(lease).unwrap_or_else(|| now + FAR)
}

#[cfg(test)]
mod tests {
    use webhook_core::store::DedupeKey;

    use super::{super::fingerprint::FingerprintKey, *};

    fn id() -> Fingerprint {
        FingerprintKey::new().of(&DedupeKey::new("endpoint", None, "provider", b"1"))
    }

    #[test]
    fn poisoned_lock_is_recovered() {
        let (in_flight, id) = (InFlight::new(), id());
        std::thread::scope(|scope| {
            let panicked = scope.spawn(|| {
                let mut shard = in_flight.shard(id);
                shard
                    .insert(id, Instant::now(), Duration::from_secs(60))
                    .unwrap();
                panic!("under the lock");
            });
            assert!(panicked.join().is_err());
        });
        assert!(in_flight.shard(id).owner(id).is_some());
        assert_eq!(in_flight.len(), 1);
    }

    #[test]
    fn endless_lease_does_not_overflow() {
        let (in_flight, id, now) = (InFlight::new(), id(), Instant::now());
        let mut shard = in_flight.shard(id);
        let owner = shard.insert(id, now, Duration::MAX).unwrap();
        assert!(shard.renew(id, owner, now, Duration::MAX));
        assert_eq!(shard.retry_after(id, now), Some(FAR));
    }
}
