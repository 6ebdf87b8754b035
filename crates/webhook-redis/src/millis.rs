//! Times as Redis takes them: whole milliseconds, more than none.

use std::time::Duration;

/// A hundred years: what the server adds to its clock must not overflow.
const LONGEST: u64 = 100 * 366 * 24 * 3_600 * 1_000;

/// `time` in milliseconds, rounded up: a record must not end before its time.
pub(crate) fn from_duration(time: Duration) -> u64 {
    let whole = time.as_nanos().div_ceil(1_000_000);
    u64::try_from(whole).map_or(LONGEST, |whole| whole.clamp(1, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_round_up_and_stay_in_what_the_server_takes() {
        for (time, millis) in [
            (Duration::ZERO, 1),
            (Duration::from_nanos(1), 1),
            (Duration::from_millis(1), 1),
            (Duration::from_micros(1_001), 2),
            (Duration::from_secs(60), 60_000),
            (Duration::from_secs(u64::MAX), LONGEST),
            (Duration::MAX, LONGEST),
        ] {
            assert_eq!(from_duration(time), millis, "{time:?}");
        }
    }
}
