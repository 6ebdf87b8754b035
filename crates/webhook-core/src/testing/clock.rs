//! A clock moved by hand.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use crate::{Clock, UnixTime};

/// Shows the time it was set to. Clones show the same time.
///
/// ```
/// use webhook_core::{Clock, UnixTime, testing::FakeClock};
///
/// let clock = FakeClock::at(UnixTime::from_secs(1_000));
/// clock.advance_secs(301);
/// assert_eq!(clock.now().as_secs(), 1_301);
/// ```
#[derive(Clone, Debug)]
pub struct FakeClock(Arc<AtomicI64>);

impl FakeClock {
    /// Shows `time`.
    pub fn at(time: UnixTime) -> Self {
        Self(Arc::new(AtomicI64::new(time.as_secs())))
    }

    /// Moves on, or back for a negative number.
    pub fn advance_secs(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Shows another time.
    pub fn set(&self, time: UnixTime) {
        self.0.store(time.as_secs(), Ordering::SeqCst);
    }
}

impl Clock for FakeClock {
    fn now(&self) -> UnixTime {
        UnixTime::from_secs(self.0.load(Ordering::SeqCst))
    }
}
