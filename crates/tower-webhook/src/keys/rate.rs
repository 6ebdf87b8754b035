//! How many unknown documents may be asked for: twenty at once, then one a second.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

const BURST: u32 = 20;
const EVERY: Duration = Duration::from_secs(1);

/// A bucket of permissions that fills with time.
pub(super) struct Rate(Mutex<Bucket>);

struct Bucket {
    left: u32,
    filled: Instant,
}

impl Rate {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Bucket {
            left: BURST,
            filled: Instant::now(),
        }))
    }

    /// Takes a permission, if there is one.
    pub(super) fn take(&self) -> bool {
        let mut bucket = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let more = bucket.filled.elapsed().as_secs() / EVERY.as_secs();
        let more = u32::try_from(more).unwrap_or(BURST).min(BURST);
        if more > 0 {
            bucket.left = (bucket.left + more).min(BURST);
            bucket.filled = Instant::now();
        }
        let may = bucket.left > 0;
        bucket.left -= u32::from(may);
        may
    }
}
