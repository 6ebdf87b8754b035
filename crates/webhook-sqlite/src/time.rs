//! Durations as SQLite keeps them: whole milliseconds.

use std::time::Duration;

/// The longest time that is kept, about a hundred years: added to any date, it does not overflow.
const LONGEST: i64 = 100 * 365 * 24 * 3600 * 1000;

/// Whole milliseconds, rounded up so that nothing ends early.
pub(crate) fn millis_up(time: Duration) -> i64 {
    let millis = time.as_nanos().div_ceil(1_000_000);
    i64::try_from(millis).unwrap_or(LONGEST).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_round_up_and_saturate() {
        for (time, millis) in [
            (Duration::ZERO, 0),
            (Duration::from_nanos(1), 1),
            (Duration::from_millis(1), 1),
            (Duration::from_micros(1_001), 2),
            (Duration::from_secs(60), 60_000),
            (Duration::MAX, LONGEST),
        ] {
            assert_eq!(millis_up(time), millis, "{time:?}");
        }
    }
}
