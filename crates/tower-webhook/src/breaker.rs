//! [`Breaker`]: leaves a store alone that does not answer.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use tokio::time::Instant;

use crate::observe;

/// After how many failures in a row a store is left alone.
const FAILURES: u32 = 5;
/// How often one claim tries whether it is back.
const PROBE_EVERY: Duration = Duration::from_secs(1);

/// A circuit breaker for claims. Without it each delivery of an outage would wait for its time-out and
/// hold its place among the handlers meanwhile, and a store that comes back would be met by all at once.
#[derive(Default)]
pub(crate) struct Breaker {
    /// In a row; the breaker is open from [`FAILURES`] on.
    failures: AtomicU32,
    /// When the next probe is due.
    probe_at: Mutex<Option<Instant>>,
}

impl Breaker {
    /// Whether to ask the store: always while the breaker is closed, once a second while it is open.
    pub(crate) fn lets_through(&self) -> bool {
        if self.failures.load(Relaxed) < FAILURES {
            return true;
        }
        let now = Instant::now();
        let mut probe_at = self.probe_at.lock().unwrap_or_else(PoisonError::into_inner);
        if probe_at.is_some_and(|due| now < due) {
            return false;
        }
        *probe_at = Some(now + PROBE_EVERY);
        true
    }

    /// The store answered.
    pub(crate) fn succeeded(&self) {
        // Nearly always there is nothing to write, and no cache line to fight for.
        if self.failures.load(Relaxed) > 0 && self.failures.swap(0, Relaxed) >= FAILURES {
            observe::breaker_closed();
        }
    }

    /// The store failed, or did not answer in time.
    pub(crate) fn failed(&self) {
        let count = |failures: u32| Some(failures.saturating_add(1));
        let before = self.failures.fetch_update(Relaxed, Relaxed, count);
        if before == Ok(FAILURES - 1) {
            let mut probe_at = self.probe_at.lock().unwrap_or_else(PoisonError::into_inner);
            *probe_at = Some(Instant::now() + PROBE_EVERY);
            observe::breaker_opened();
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::advance;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn opens_after_failures_in_a_row_and_probes_once_a_second() {
        let breaker = Breaker::default();
        for _ in 0..3 {
            for _ in 1..FAILURES {
                breaker.failed();
                assert!(breaker.lets_through());
            }
            breaker.succeeded();
        }
        for _ in 0..FAILURES {
            assert!(breaker.lets_through());
            breaker.failed();
        }
        assert!(!breaker.lets_through());
        for _ in 0..3 {
            advance(PROBE_EVERY - Duration::from_millis(1)).await;
            assert!(!breaker.lets_through());
            advance(Duration::from_millis(1)).await;
            assert!(breaker.lets_through(), "one probe");
            assert!(!breaker.lets_through(), "and no second one");
            breaker.failed();
        }
        breaker.succeeded();
        assert!(breaker.lets_through() && breaker.lets_through());
    }
}
