//! One clock for all processes of this machine, which nobody can set back.

use rustix::time::{ClockId, clock_gettime};

/// Microseconds since the machine started.
pub(crate) type Micros = u64;

/// Now.
pub(crate) fn now() -> Micros {
    let time = clock_gettime(ClockId::Monotonic);
    // Neither is ever negative.
    time.tv_sec.unsigned_abs() * 1_000_000 + time.tv_nsec.unsigned_abs() / 1_000
}

/// A duration in this clock's unit.
pub(crate) fn micros(duration: std::time::Duration) -> Micros {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
