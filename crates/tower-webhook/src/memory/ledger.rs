//! [`Ledger`]: what a full store forgot, and how old it was.
//!
//! moka would tell through an eviction listener, at 300 ns and two to four allocations for every
//! record. The ledger reckons instead: in a cache of `capacity` records the one written `capacity`
//! writes ago makes room for the one written now. A few marks in the sequence of writes say how old
//! that one was.

use std::{
    collections::VecDeque,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Marks to a full cache: ages are too short by at most one part in as many.
const MARKS: u64 = 64;

/// Counts writes, and forgotten records by them.
pub(super) struct Ledger {
    capacity: u64,
    /// Writes from mark to mark.
    stride: u64,
    written: AtomicU64,
    /// When the last write was, in nanoseconds.
    last: AtomicU64,
    /// The longest time, in seconds, that any record was to be kept.
    longest: AtomicU64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    marks: VecDeque<Mark>,
    account: Account,
}

/// The last record before the `write`-th was written at `time`.
struct Mark {
    write: u64,
    time: Duration,
}

/// What was forgotten before its time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Account {
    /// How many records.
    pub(super) evicted: u64,
    /// The age of the last of them, or a little less.
    pub(super) horizon: Option<Duration>,
}

impl Ledger {
    /// Of a cache for `capacity` records.
    pub(super) fn new(capacity: u64) -> Self {
        Self {
            capacity,
            stride: capacity.div_ceil(MARKS),
            written: AtomicU64::new(0),
            last: AtomicU64::new(0),
            longest: AtomicU64::new(0),
            state: Mutex::default(),
        }
    }

    /// A record was written at `now`, a time since any fixed one, to be kept for `keep`.
    pub(super) fn note(&self, now: Duration, keep: Duration) {
        let keep = keep.as_secs();
        // Nearly always the same window: no write to a shared line then.
        if self.longest.load(Ordering::Relaxed) < keep {
            self.longest.fetch_max(keep, Ordering::Relaxed);
        }
        let write = self.written.fetch_add(1, Ordering::Relaxed);
        let last = self.last.swap(nanos(now), Ordering::Relaxed);
        let is_mark = write.is_multiple_of(self.stride);
        let forgotten = write.checked_sub(self.capacity);
        if !is_mark && forgotten.is_none() {
            return;
        }
        let mut state = self.lock();
        if is_mark {
            let time = Duration::from_nanos(last);
            state.marks.push_back(Mark { write, time });
        }
        if let Some(write) = forgotten {
            let longest = Duration::from_secs(self.longest.load(Ordering::Relaxed));
            state.forget(write, now, longest);
        }
    }

    /// What was forgotten so far.
    pub(super) fn account(&self) -> Account {
        self.lock().account
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The `write`-th record made room at `now`.
    fn forget(&mut self, write: u64, now: Duration, longest: Duration) {
        while self.marks.get(1).is_some_and(|next| next.write <= write) {
            self.marks.pop_front();
        }
        // The next mark is there unless two threads pass each other here.
        let written = self.marks.get(1).map_or(now, |next| next.time);
        let age = now.saturating_sub(written);
        if age < longest {
            self.account.evicted += 1;
            self.account.horizon = Some(age);
        }
    }
}

/// For 584 years.
fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEEP: Duration = Duration::from_secs(10_000);

    fn write(ledger: &Ledger, times: u64, second: u64) {
        for _ in 0..times {
            ledger.note(Duration::from_secs(second), KEEP);
        }
    }

    #[test]
    fn nothing_is_forgotten_before_it_is_full() {
        let ledger = Ledger::new(640);
        write(&ledger, 640, 0);
        assert_eq!(ledger.account(), Account::default());
    }

    #[test]
    fn horizon_is_the_age_of_what_made_room() {
        let ledger = Ledger::new(640);
        write(&ledger, 640, 0);
        write(&ledger, 1, 60);
        let horizon = Some(Duration::from_secs(60));
        assert_eq!(
            ledger.account(),
            Account {
                evicted: 1,
                horizon
            }
        );
        write(&ledger, 600, 90);
        let horizon = Some(Duration::from_secs(90));
        assert_eq!(
            ledger.account(),
            Account {
                evicted: 601,
                horizon
            }
        );
    }

    #[test]
    fn records_whose_time_was_over_are_not_counted() {
        let ledger = Ledger::new(640);
        write(&ledger, 640, 0);
        write(&ledger, 500, 10_000);
        assert_eq!(ledger.account(), Account::default());
    }

    #[test]
    fn age_is_never_too_long() {
        for capacity in [1_u64, 2, 63, 64, 65, 100, 1_000] {
            let ledger = Ledger::new(capacity);
            // One write a second: what makes room is `capacity` seconds old.
            for second in 0..3 * capacity {
                write(&ledger, 1, second);
            }
            let account = ledger.account();
            assert_eq!(account.evicted, 2 * capacity);
            let age = account.horizon.unwrap().as_secs();
            assert!(age <= capacity, "{age} of {capacity}");
            assert!(
                age + capacity.div_ceil(MARKS) >= capacity,
                "{age} of {capacity}"
            );
            assert!(ledger.lock().marks.len() as u64 <= MARKS + 2);
        }
    }
}
