//! Times as the statements carry them.

use std::time::Duration;

use sqlx::postgres::types::PgInterval;
use webhook_core::store::whole_millis;

const DAY: i64 = 24 * 3600 * 1000;

/// As [`whole_millis`], in the type of the statements' parameters.
pub(crate) fn milliseconds(time: Duration) -> i64 {
    whole_millis(time).cast_signed()
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
