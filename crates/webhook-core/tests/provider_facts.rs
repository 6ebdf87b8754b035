//! What the table says of its providers beyond signatures: in range, consistent, and acted upon.

mod common;

use common::*;
use webhook_core::{
    Delivery, DeliveryContext, Scheme, UnixTime, danger, providers,
    scheme::{Stamped, Statuses, SuccessAnswer},
};

const DAY: u64 = 24 * 3600;

#[test]
fn every_documented_fact_is_in_range() {
    for scheme in providers::ALL {
        let name = scheme.name();
        if let Some(horizon) = scheme.retry_horizon() {
            let seconds = horizon.as_secs();
            // Or it never retries.
            assert!(seconds == 0 || (60..=30 * DAY).contains(&seconds), "{name}");
        }
        if let Some(deadline) = scheme.response_deadline() {
            assert!((1..=180).contains(&deadline.as_secs()), "{name}");
        }
        assert!(
            (2 << 20..=64 << 20).contains(&scheme.max_body()),
            "{name}: {}",
            scheme.max_body()
        );
        for statuses in scheme.final_statuses_axis() {
            let (first, last) = statuses.bounds();
            assert!((400..=599).contains(&first) && first <= last, "{name}");
        }
        for source in scheme.published_sources() {
            let address = source.split('/').next().unwrap();
            assert!(address.parse::<std::net::IpAddr>().is_ok(), "{name}");
        }
        let answer = scheme.success_axis().response();
        assert!(answer.status().is_success(), "{name}");
        let typed = answer.headers().contains_key("content-type");
        assert_eq!(typed, !answer.body().is_empty(), "{name}");
    }
}

/// Ours is 503: who takes that for final loses what fails, and is told so on its page.
#[test]
fn a_503_is_final_for_one_provider_only() {
    let finals = |status: u16| -> Vec<_> {
        let all = providers::ALL.iter().filter(|s| s.is_final(status));
        all.map(Scheme::name).collect()
    };
    assert_eq!(finals(503), ["front"]);
    assert!(finals(429).contains(&"datadog"));
    for slows_down in ["fireblocks", "mercury", "pagerduty", "sanity", "ses", "sns"] {
        assert!(!finals(429).contains(&slows_down), "{slows_down}");
        assert!(finals(404).contains(&slows_down), "{slows_down}");
    }
    assert!(finals(200).is_empty() && finals(299).is_empty());
}

#[test]
fn statuses_are_those_between_their_bounds() {
    let range = Statuses::Range(400, 428);
    for (status, within) in [(399, false), (400, true), (428, true), (429, false)] {
        assert_eq!(range.contain(status), within, "{status}");
    }
    assert!(Statuses::One(406).contain(406) && !Statuses::One(406).contain(407));
}

#[test]
fn a_time_of_the_event_is_checked_only_where_the_tolerance_covers_every_retry() {
    for scheme in providers::ALL {
        let (Some(_), Stamped::AtEvent) = (scheme.timestamp_place(), scheme.stamped_axis()) else {
            continue;
        };
        let checked = scheme.tolerance().zip(scheme.retry_horizon());
        assert!(
            scheme.tolerance().is_none() || checked.is_some_and(|(t, h)| h <= t),
            "{}: a late retry would be refused for good",
            scheme.name()
        );
    }
}

#[test]
fn a_time_that_is_not_checked_is_told_where_it_is_there() {
    let cases = [
        (r#"{"createdAt":1700000000123}"#, Some(1_700_000_000)),
        (r#"{"createdAt":"long ago"}"#, None),
        ("{}", None),
        ("no JSON", None),
    ];
    for (body, expected) in cases {
        let request = request(providers::VERCEL).body(body).build();
        let late = UnixTime::from_secs(NOW.as_secs() + 7 * 24 * 3600);
        let verified = verify_at(&verifier(providers::VERCEL), &request, late).unwrap();
        assert_eq!(
            verified.timestamp().map(UnixTime::as_secs),
            expected,
            "{body}"
        );
    }
    // Whoever asks for a tolerance gets one.
    let strict = verifier(providers::VERCEL)
        .with_tolerance(std::time::Duration::from_secs(300))
        .unwrap();
    let request = request(providers::VERCEL)
        .body(r#"{"createdAt":1}"#)
        .build();
    assert_eq!(code(&strict, &request), "stale");
}

#[test]
fn the_answer_that_a_provider_reads_is_offered_to_handlers() {
    let cases = [
        (providers::STRIPE, 200, None),
        (providers::DISCORD_EVENTS, 204, None),
        (providers::ADYEN, 200, Some(("text/plain", "[accepted]"))),
        (providers::TWILIO, 200, Some(("text/xml", "<Response/>"))),
        (providers::DISCORD, 200, None),
    ];
    for (scheme, status, body) in cases {
        let verified = danger::assume_verified(scheme, &http::HeaderMap::new(), "{}").unwrap();
        let delivery = Delivery::new(verified, DeliveryContext::new("hooks", NOW));
        let answer = delivery.success_answer();
        assert_eq!(answer.status(), status, "{}", scheme.name());
        let content_type = answer.headers().get("content-type");
        let content_type = content_type.map(|value| value.to_str().unwrap());
        let expected = body.map(|(content_type, _)| content_type);
        assert_eq!(content_type, expected, "{}", scheme.name());
        let expected = body.map_or("", |(_, body)| body);
        assert_eq!(answer.body(), expected, "{}", scheme.name());
    }
    let by_handler =
        |scheme: Scheme| matches!(scheme.success_axis(), SuccessAnswer::ByHandler { .. });
    assert!(by_handler(providers::DISCORD) && !by_handler(providers::ADYEN));
}
