//! Times as the statements carry them.

use std::time::Duration;

use sqlx::postgres::types::PgInterval;

/// A hundred years: what anything longer is cut to, so that no date overflows.
const LONGEST: i64 = 100 * 366 * DAY;
const DAY: i64 = 24 * 3600 * 1000;

/// Whole milliseconds, rounded up.
pub(crate) fn milliseconds(time: Duration) -> i64 {
    let whole = time.as_nanos().div_ceil(1_000_000);
    i64::try_from(whole).map_or(LONGEST, |whole| whole.min(LONGEST))
}

/// What is left of a time that is not over, never nothing.
pub(crate) fn left(interval: PgInterval) -> Duration {
    let days = i64::from(interval.days).saturating_mul(DAY.saturating_mul(1000));
    let microseconds = interval.microseconds.saturating_add(days);
    Duration::from_micros(u64::try_from(microseconds).unwrap_or(0).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_round_up_and_saturate() {
        for (time, expected) in [
            (Duration::ZERO, 0),
            (Duration::from_nanos(1), 1),
            (Duration::from_millis(1), 1),
            (Duration::from_micros(1_001), 2),
            (Duration::from_secs(60), 60_000),
            (Duration::from_secs(200 * 366 * 24 * 3_600), LONGEST),
            (Duration::MAX, LONGEST),
        ] {
            assert_eq!(milliseconds(time), expected, "{time:?}");
        }
    }

    #[test]
    fn what_is_left_is_never_nothing() {
        for (days, microseconds, expected) in [
            (0, 1_500, Duration::from_micros(1_500)),
            (1, 1, Duration::from_micros(24 * 3_600 * 1_000_000 + 1)),
            (0, 0, Duration::from_micros(1)),
            (0, -5, Duration::from_micros(1)),
        ] {
            let interval = PgInterval {
                months: 0,
                days,
                microseconds,
            };
            assert_eq!(left(interval), expected, "{interval:?}");
        }
    }
}
