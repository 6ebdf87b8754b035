//! [`Done`]: the deliveries that earned a 2xx, the least recently used forgotten first.

use std::time::Duration;

use moka::{policy::EvictionPolicy, sync::Cache};
use tokio::time::Instant;

use super::{
    fingerprint::{BuildPassThrough, Fingerprint},
    ledger::{Account, Ledger},
};

/// A moka cache from fingerprint to the second at which the record's time is over.
///
/// moka's own `time_to_live` is one figure for the whole cache and costs 16 bytes an id more, its
/// `Expiry` twice that; a time that is checked at look-up costs less and obeys tokio's paused clock.
pub(crate) struct Done {
    records: Cache<Fingerprint, u32, BuildPassThrough>,
    ledger: Ledger,
    start: Instant,
    capacity: u64,
}

impl Done {
    /// At most `capacity` records.
    pub(crate) fn new(capacity: u64) -> Self {
        Self {
            records: Cache::builder()
                .max_capacity(capacity)
                // The default policy refuses newcomers once the cache is full of ids seen twice.
                .eviction_policy(EvictionPolicy::lru())
                .build_with_hasher(BuildPassThrough::default()),
            ledger: Ledger::new(capacity),
            start: Instant::now(),
            capacity,
        }
    }

    /// See [`super::MemoryStore::capacity`].
    pub(crate) fn capacity(&self) -> u64 {
        self.capacity
    }

    /// Whether `id` is done and its time is not over.
    pub(crate) fn contains(&self, id: Fingerprint, now: Instant) -> bool {
        // Nearly every delivery is new, and `contains_key` notes no use of what is not there.
        self.records.contains_key(&id)
            && self
                .records
                .get(&id)
                .is_some_and(|end| self.elapsed(now).as_secs() < u64::from(end))
    }

    /// Remembers `id` for at least `keep` and less than a second longer.
    pub(crate) fn insert(&self, id: Fingerprint, now: Instant, keep: Duration) {
        let now = self.elapsed(now);
        self.records
            .insert(id, seconds_up(now.saturating_add(keep)));
        self.ledger.note(now, keep);
    }

    /// See [`super::MemoryStore::remembered`].
    pub(super) fn remembered(&self) -> u64 {
        self.records.run_pending_tasks();
        self.records.entry_count()
    }

    /// What was forgotten before its time.
    pub(super) fn account(&self) -> Account {
        self.ledger.account()
    }

    fn elapsed(&self, now: Instant) -> Duration {
        now.saturating_duration_since(self.start)
    }
}

/// Whole seconds, rounded up; 136 years for anything longer.
fn seconds_up(time: Duration) -> u32 {
    let up = time
        .as_secs()
        .saturating_add(u64::from(time.subsec_nanos() > 0));
    u32::try_from(up).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_round_up_and_saturate() {
        assert_eq!(seconds_up(Duration::ZERO), 0);
        assert_eq!(seconds_up(Duration::from_secs(1)), 1);
        assert_eq!(seconds_up(Duration::from_millis(1_001)), 2);
        assert_eq!(seconds_up(Duration::MAX), u32::MAX);
    }
}
