//! Times as payloads write them: a number of seconds, or ISO-8601 text.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use webhook_core::UnixTime;

/// From a JSON scalar's raw text: Unix seconds as a number, or ISO-8601 in a string.
pub(crate) fn parse(raw: Option<&str>) -> Option<SystemTime> {
    let raw = raw?;
    match raw.parse::<i64>() {
        Ok(seconds) => UnixTime::from_secs(seconds).to_system_time(),
        Err(_) => iso(&serde_json::from_str::<String>(raw).ok()?),
    }
}

/// As [`parse`], for senders that may count milliseconds (Clerk): a number too large for seconds
/// before the year 5138 is taken as such.
pub(crate) fn parse_seconds_or_millis(raw: Option<&str>) -> Option<SystemTime> {
    const LEAST_MILLIS: u64 = 100_000_000_000;
    match raw?.parse::<u64>() {
        Ok(millis) if millis >= LEAST_MILLIS => {
            UNIX_EPOCH.checked_add(Duration::from_millis(millis))
        }
        _ => parse(raw),
    }
}

/// From ISO-8601 with an offset: `2026-11-19T18:36:07.000Z`.
pub(crate) fn iso(text: &str) -> Option<SystemTime> {
    text.parse::<jiff::Timestamp>().ok()?.try_into().ok()
}

/// As [`iso`], for senders that write UTC without an offset (Discord).
pub(crate) fn iso_or_utc(text: &str) -> Option<SystemTime> {
    iso(text).or_else(|| iso(&format!("{text}Z")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_text_name_the_same_instant() {
        let at = |millis| Some(UNIX_EPOCH + Duration::from_millis(millis));
        let cases = [
            ("1700000000", at(1_700_000_000_000)),
            (r#""2023-11-14T22:13:20.000Z""#, at(1_700_000_000_000)),
            (r#""2023-11-14T23:13:20.5+01:00""#, at(1_700_000_000_500)),
            ("0", at(0)),
            ("-1", Some(UNIX_EPOCH - Duration::from_secs(1))),
            ("1700000000.5", None),
            (r#""1700000000""#, None),
            (r#""yesterday""#, None),
            (r#""2023-11-14T22:13:20""#, None),
            ("true", None),
            ("99999999999999999999", None),
        ];
        for (raw, expected) in cases {
            assert_eq!(parse(Some(raw)), expected, "{raw}");
        }
        // Beyond what the platform can hold there is no time, and no panic.
        for raw in ["9223372036854775807", "-9223372036854775808"] {
            let _ = parse(Some(raw));
        }
    }

    #[test]
    fn a_text_without_offset_is_utc_only_where_that_is_known() {
        let expected = iso("2024-10-18T14:42:53.064834Z");
        for text in [
            "2024-10-18T14:42:53.064834",
            "2024-10-18T14:42:53.064834+00:00",
            "2024-10-18T16:42:53.064834+02:00",
        ] {
            assert_eq!(iso_or_utc(text), expected, "{text}");
        }
        assert!(expected.is_some());
        assert_eq!(iso("2024-10-18T14:42:53.064834"), None);
        assert_eq!(iso_or_utc("soon"), None);
    }

    #[test]
    fn large_numbers_are_milliseconds_where_senders_differ() {
        let expected = UNIX_EPOCH + Duration::from_secs(1_654_012_591);
        for raw in ["1654012591", "1654012591000", r#""2022-05-31T15:56:31Z""#] {
            assert_eq!(parse_seconds_or_millis(Some(raw)), Some(expected), "{raw}");
        }
        let _ = parse_seconds_or_millis(Some("18446744073709551615"));
    }
}
