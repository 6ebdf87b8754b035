//! [`whole_millis`]: times as servers of stores take them.

use std::time::Duration;

/// A hundred years: added to any date, it overflows in no server.
const LONGEST: u64 = 100 * 366 * 24 * 3_600 * 1_000;

/// `time` in whole milliseconds for a store's server: rounded up, so that nothing ends early, one at
/// least, and a hundred years at most, which every server can add to its clock.
///
/// ```
/// use std::time::Duration;
/// use webhook_core::store::whole_millis;
///
/// assert_eq!(whole_millis(Duration::from_micros(1_001)), 2);
/// assert!(whole_millis(Duration::MAX) < 1 << 42);
/// ```
pub fn whole_millis(time: Duration) -> u64 {
    let whole = time.as_nanos().div_ceil(1_000_000);
    u64::try_from(whole).map_or(LONGEST, |whole| whole.clamp(1, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_round_up_and_stay_in_what_servers_take() {
        for (time, millis) in [
            (Duration::ZERO, 1),
            (Duration::from_nanos(1), 1),
            (Duration::from_millis(1), 1),
            (Duration::from_micros(1_001), 2),
            (Duration::from_secs(60), 60_000),
            (Duration::from_secs(u64::MAX), LONGEST),
            (Duration::MAX, LONGEST),
        ] {
            assert_eq!(whole_millis(time), millis, "{time:?}");
        }
    }
}
