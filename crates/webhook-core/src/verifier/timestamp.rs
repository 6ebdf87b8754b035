//! The signed timestamp: read strictly, then held against the clock.

use std::time::Duration;

use jiff::{Timestamp, civil::DateTime, fmt::rfc2822, tz::TimeZone};

use crate::{Refusal, UnixTime, scheme::TimeUnit};

/// The time that `text` says, if it says one and lies within the tolerance of `now`. Without a
/// tolerance any time will do.
pub(super) fn fresh(
    text: &str,
    unit: TimeUnit,
    now: UnixTime,
    tolerance: Option<Duration>,
) -> Result<Option<UnixTime>, Refusal> {
    let stamped = match unit {
        TimeUnit::Seconds => decimal(text)?,
        TimeUnit::Milliseconds => decimal(text)?.div_euclid(1000),
        TimeUnit::DateTime => date_time(text)?,
        TimeUnit::HttpDate => http_date(text)?,
        TimeUnit::Opaque => return Ok(None),
    };
    let stamped = UnixTime::from_secs(stamped);
    if let Some(tolerance) = tolerance {
        check_age(stamped, now, tolerance)?;
    }
    Ok(Some(stamped))
}

/// Canonical decimal digits only: no sign, no leading zero, no fraction, nothing beyond `i64`.
fn decimal(text: &str) -> Result<i64, Refusal> {
    let malformed = Refusal::Malformed {
        what: "the timestamp is not a plain decimal number",
    };
    let canonical = text.bytes().all(|b| b.is_ascii_digit())
        && !text.is_empty()
        && (text.len() == 1 || !text.starts_with('0'));
    if !canonical {
        return Err(malformed);
    }
    text.parse().map_err(|_| malformed)
}

/// RFC 3339, or the same without a zone, which senders leave out where they mean UTC.
fn date_time(text: &str) -> Result<i64, Refusal> {
    let malformed = Refusal::Malformed {
        what: "the timestamp is not a date and time of ISO 8601",
    };
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant.as_second());
    }
    // A date alone, or a zone by name, is no instant.
    if !text.contains(['T', 't', ' ']) || text.contains(['[', 'Z', 'z']) {
        return Err(malformed);
    }
    let local: DateTime = text.parse().map_err(|_| malformed.clone())?;
    let instant = TimeZone::UTC.to_timestamp(local).map_err(|_| malformed)?;
    Ok(instant.as_second())
}

fn http_date(text: &str) -> Result<i64, Refusal> {
    let parsed = rfc2822::DateTimeParser::new().parse_timestamp(text);
    let instant = parsed.map_err(|_| Refusal::Malformed {
        what: "the timestamp is not a date of HTTP",
    })?;
    Ok(instant.as_second())
}

/// Whether a time lies within the tolerance of `now`.
pub(crate) fn check_age(
    stamped: UnixTime,
    now: UnixTime,
    tolerance: Duration,
) -> Result<(), Refusal> {
    let age = now.seconds_since(stamped);
    let distance = Duration::from_secs(age.unsigned_abs());
    if distance <= tolerance {
        Ok(())
    } else if age > 0 {
        Err(Refusal::Stale {
            age: distance,
            tolerance,
        })
    } else {
        Err(Refusal::FromFuture {
            ahead: distance,
            tolerance,
        })
    }
}

/// The text of a time, as the unit writes it.
pub(crate) fn write(time: UnixTime, unit: TimeUnit) -> String {
    let seconds = time.as_secs();
    let instant = || Timestamp::from_second(seconds).unwrap_or_default();
    match unit {
        TimeUnit::Seconds | TimeUnit::Opaque => seconds.to_string(),
        TimeUnit::Milliseconds => seconds.saturating_mul(1000).to_string(),
        TimeUnit::DateTime => instant().to_string(),
        TimeUnit::HttpDate => rfc2822::DateTimePrinter::new()
            .timestamp_to_rfc9110_string(&instant())
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);

    fn read(text: &str, unit: TimeUnit) -> Option<i64> {
        fresh(text, unit, NOW, None)
            .ok()
            .map(|time| time.map_or(-1, UnixTime::as_secs))
    }

    #[test]
    fn dates_are_read_with_and_without_a_zone_and_nothing_else_is() {
        let cases = [
            ("2023-11-14T22:13:20Z", Some(1_700_000_000)),
            ("2023-11-14T22:13:20.123456789Z", Some(1_700_000_000)),
            ("2023-11-14T14:13:20-08:00", Some(1_700_000_000)),
            ("2023-11-14T22:13:20", Some(1_700_000_000)),
            ("2023-11-14T22:13:20.123456", Some(1_700_000_000)),
            ("2023-11-14", None),
            ("2023-11-14T22:13:20[Europe/Berlin]", None),
            ("2023-02-30T00:00:00Z", None),
            ("1700000000", None),
            ("", None),
            ("T", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, TimeUnit::DateTime), expected, "{text}");
        }
        let cases = [
            ("Tue, 14 Nov 2023 22:13:20 GMT", Some(1_700_000_000)),
            ("Mon, 14 Nov 2023 22:13:20 GMT", None),
            ("2023-11-14T22:13:20Z", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, TimeUnit::HttpDate), expected, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same_time() {
        for unit in [
            TimeUnit::Seconds,
            TimeUnit::Milliseconds,
            TimeUnit::DateTime,
            TimeUnit::HttpDate,
        ] {
            assert_eq!(
                read(&write(NOW, unit), unit),
                Some(1_700_000_000),
                "{unit:?}"
            );
        }
        assert_eq!(
            read("anything", TimeUnit::Opaque),
            Some(-1),
            "it is no time"
        );
    }
}
