//! T-62: timestamps, signed by hand with any text, against any clock.

mod common;

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use common::*;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use sha2::Sha256;
use webhook_core::{ConfigError, Refusal, Scheme, UnixTime, Verifier, providers};

const BODY: &str = r#"{"id":"evt_1","type":"x"}"#;
const T: i64 = NOW.as_secs();

/// A request whose timestamp is `text`, signed here without the crate's own signer.
fn stamped(scheme: Scheme, text: &str) -> Option<Request<Bytes>> {
    let secret = secret(scheme, 0);
    let decoded = STANDARD.decode(KEYS[0]).unwrap();
    let mac = |key: &[u8], content: String| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(content.as_bytes());
        mac.finalize().into_bytes()
    };
    let hex = |content| const_hex::encode(mac(secret.as_bytes(), content));
    let base64 = |content| STANDARD.encode(mac(&decoded, content));
    let headers = match scheme.name() {
        "stripe" => vec![(
            "stripe-signature",
            format!("t={text},v1={}", hex(format!("{text}.{BODY}"))),
        )],
        "slack" => vec![
            ("x-slack-request-timestamp", text.to_owned()),
            (
                "x-slack-signature",
                format!("v0={}", hex(format!("v0:{text}:{BODY}"))),
            ),
        ],
        _ => vec![
            ("webhook-id", "msg_1".to_owned()),
            ("webhook-timestamp", text.to_owned()),
            (
                "webhook-signature",
                format!("v1,{}", base64(format!("msg_1.{text}.{BODY}"))),
            ),
        ],
    };
    let mut request = Request::post("/").body(Bytes::from(BODY)).unwrap();
    for (name, value) in headers {
        set_header(&mut request, name, value.as_bytes())?;
    }
    Some(request)
}

const SCHEMES: [Scheme; 3] = [
    providers::STRIPE,
    providers::SLACK,
    providers::STANDARD_WEBHOOKS,
];

fn judge(verifier: &Verifier, request: &Request<Bytes>, now: i64) -> &'static str {
    let verdict = verify_at(verifier, request, UnixTime::from_secs(now));
    verdict.as_ref().map_or_else(Refusal::code, |_| "accepted")
}

#[test]
fn t_62_the_tolerance_ends_to_the_second_on_both_sides() {
    for scheme in SCHEMES {
        let request = stamped(scheme, &T.to_string()).unwrap();
        for tolerance in [1, 300, 86_400] {
            let verifier = verifier(scheme)
                .with_tolerance(Duration::from_secs(tolerance))
                .unwrap();
            let edge = i64::try_from(tolerance).unwrap();
            let table = [
                (-edge - 1, "from_future"),
                (-edge, "accepted"),
                (0, "accepted"),
                (edge, "accepted"),
                (edge + 1, "stale"),
            ];
            for (offset, expected) in table {
                let verdict = judge(&verifier, &request, T + offset);
                assert_eq!(
                    verdict,
                    expected,
                    "{}: {offset} of {tolerance}",
                    scheme.name()
                );
            }
        }
        assert_eq!(verifier(scheme).tolerance(), Some(Duration::from_secs(300)));
    }
}

#[test]
fn t_62_a_refusal_tells_how_far_off_the_clock_is() {
    let request = stamped(providers::STRIPE, &T.to_string()).unwrap();
    let verifier = verifier(providers::STRIPE);
    let at = |now| verify_at(&verifier, &request, UnixTime::from_secs(now)).unwrap_err();
    let tolerance = Duration::from_secs(300);
    let distance = Duration::from_secs(301);
    assert_eq!(
        at(T + 301),
        Refusal::Stale {
            age: distance,
            tolerance
        }
    );
    assert_eq!(
        at(T - 301),
        Refusal::FromFuture {
            ahead: distance,
            tolerance
        }
    );
    // The distance saturates instead of overflowing.
    let ancient = Duration::from_secs(i64::MIN.unsigned_abs());
    assert_eq!(
        at(i64::MIN),
        Refusal::FromFuture {
            ahead: ancient,
            tolerance
        }
    );
}

#[test]
fn t_62_only_plain_decimal_timestamps_are_read() {
    let texts = [
        (T.to_string(), "accepted"),
        ("0".into(), "stale"),
        ((T * 1000).to_string(), "from_future"),
        (i64::MAX.to_string(), "from_future"),
        ((i64::MAX as u64 + 1).to_string(), "malformed"),
        (u64::MAX.to_string(), "malformed"),
        (i64::MIN.to_string(), "malformed"),
        ("9".repeat(8_000), "malformed"),
        ("-1".into(), "malformed"),
        ("-0".into(), "malformed"),
        ("00".into(), "malformed"),
        (format!("-{T}"), "malformed"),
        (format!("+{T}"), "malformed"),
        (format!("0{T}"), "malformed"),
        (format!("{T}.0"), "malformed"),
        (format!("{T}."), "malformed"),
        (format!("{T}e0"), "malformed"),
        (format!("{T}_0"), "malformed"),
        (format!(" {T}"), "malformed"),
        (format!("{T} "), "malformed"),
        (format!("{T}x"), "malformed"),
        (format!("0x{T:x}"), "malformed"),
        ("NaN".into(), "malformed"),
        ("\u{0661}\u{0667}\u{0669}\u{0665}".into(), "malformed"),
        ("2026-11-18T11:06:40Z".into(), "malformed"),
    ];
    for scheme in SCHEMES {
        for (text, expected) in &texts {
            let request = stamped(scheme, text).unwrap();
            let verdict = judge(&verifier(scheme), &request, T);
            assert_eq!(verdict, *expected, "{}: {text:?}", scheme.name());
        }
        let empty = judge(&verifier(scheme), &stamped(scheme, "").unwrap(), T);
        let in_header = scheme.name() != "stripe";
        assert_eq!(
            empty,
            if in_header {
                "missing_header"
            } else {
                "malformed"
            }
        );
    }
}

#[test]
fn t_62_any_clock_and_any_timestamp_meet_without_overflow() {
    let edges = [
        i64::MIN,
        i64::MIN + 1,
        -301,
        -1,
        0,
        1,
        301,
        T,
        i64::MAX - 1,
        i64::MAX,
    ];
    for scheme in SCHEMES {
        for stamp in edges.iter().filter(|stamp| **stamp >= 0) {
            let request = stamped(scheme, &stamp.to_string()).unwrap();
            for now in edges {
                let age = i128::from(now) - i128::from(*stamp);
                let expected = match age {
                    ..-300 => "from_future",
                    -300..=300 => "accepted",
                    301.. => "stale",
                };
                assert_eq!(
                    judge(&verifier(scheme), &request, now),
                    expected,
                    "{stamp} at {now}"
                );
            }
        }
    }
}

#[test]
fn t_62_two_timestamps_in_one_header_are_refused() {
    let request = stamped(providers::STRIPE, &T.to_string()).unwrap();
    let value = String::from_utf8(header(&request, "stripe-signature")).unwrap();
    for doubled in [
        format!("t={T},{value}"),
        format!("{value},t={T}"),
        format!("{value},t=0"),
        format!("t=0,{value}"),
        format!("t=,{value}"),
        format!("{value}, t={T}"),
    ] {
        let mut request = request.clone();
        set_header(&mut request, "stripe-signature", doubled.as_bytes()).unwrap();
        assert_eq!(
            judge(&verifier(providers::STRIPE), &request, T),
            "malformed",
            "{doubled}"
        );
    }
}

#[test]
fn t_62_milliseconds_are_read_as_such_and_not_as_seconds() {
    let verifier = verifier(EVERY_PART);
    let request = request(EVERY_PART).build();
    assert!(String::from_utf8_lossy(&header(&request, "x-sig")).contains(&format!("ms={T}000;")));
    for (offset, expected) in [
        (-301, "from_future"),
        (-300, "accepted"),
        (300, "accepted"),
        (301, "stale"),
    ] {
        assert_eq!(judge(&verifier, &request, T + offset), expected);
    }
    // Seconds in the place of milliseconds are fifty years old.
    let mut request = request;
    let value = String::from_utf8(header(&request, "x-sig")).unwrap();
    let seconds = value.replace(&format!("ms={T}000"), &format!("ms={T}"));
    set_header(&mut request, "x-sig", seconds.as_bytes()).unwrap();
    assert_eq!(judge(&verifier, &request, T), "stale");
}

#[test]
fn a_tolerance_of_less_than_a_second_is_a_mistake() {
    for tolerance in [Duration::ZERO, Duration::from_millis(999)] {
        let error = verifier(providers::STRIPE)
            .with_tolerance(tolerance)
            .unwrap_err();
        assert!(
            matches!(
                error,
                ConfigError::Setting {
                    setting: "tolerance",
                    ..
                }
            ),
            "{error}"
        );
    }
}

#[test]
fn t_62_a_time_inside_the_signed_body_is_held_against_the_clock() {
    let scheme = providers::LINEAR;
    let now = NOW.as_secs();
    let table = [
        (format!(r#"{{"webhookTimestamp":{now}000}}"#), "accepted"),
        (
            format!(r#"{{"webhookTimestamp":{}000}}"#, now - 60),
            "accepted",
        ),
        (
            format!(r#"{{"webhookTimestamp":{}000}}"#, now - 61),
            "stale",
        ),
        (
            format!(r#"{{"webhookTimestamp":{}000}}"#, now + 61),
            "from_future",
        ),
        (format!(r#"{{"webhookTimestamp":{now}}}"#), "stale"),
        (
            r#"{"webhookTimestamp":"yesterday"}"#.to_owned(),
            "malformed",
        ),
        (r#"{"webhookTimestamp":null}"#.to_owned(), "malformed"),
        ("{}".to_owned(), "malformed"),
        (String::new(), "malformed"),
    ];
    for (body, expected) in table {
        let signed = request(scheme).body(body.clone()).build();
        assert_eq!(code(&verifier(scheme), &signed), expected, "{body}");
    }
    // A header that names another time changes nothing, and a body that was changed is refused as such.
    let body = format!(r#"{{"webhookTimestamp":{}000}}"#, now - 3600);
    let mut moved = request(scheme)
        .body(body)
        .header("linear-timestamp", now.to_string())
        .build();
    assert_eq!(code(&verifier(scheme), &moved), "stale");
    *moved.body_mut() = format!(r#"{{"webhookTimestamp":{now}000}}"#).into();
    assert_eq!(code(&verifier(scheme), &moved), "bad_signature");
}
