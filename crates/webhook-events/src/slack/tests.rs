use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;
use webhook_core::providers;

use super::*;
use crate::test_support::{FORM, delivery};

const EVENT: &str = r#"{"team_id":"T1","api_app_id":"A1","type":"event_callback","event_id":"Ev1","event_time":1700000000,"event":{"type":"reaction_added","user":"U1","channel":"C1"}}"#;

#[test]
fn events_are_read_from_json() {
    let headers = [
        ("x-slack-retry-num", "2"),
        ("x-slack-retry-reason", "http_timeout"),
    ];
    let event = SlackEvent::new(delivery(providers::SLACK, &headers, EVENT));
    assert_eq!(
        *event.kind(),
        SlackKind::EventCallback {
            event_type: SlackEventType::ReactionAdded
        }
    );
    assert_eq!((event.id(), event.event_id()), (Some("Ev1"), Some("Ev1")));
    let expected = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    assert_eq!(event.event_time(), Some(expected));
    assert_eq!(
        (event.team_id(), event.api_app_id()),
        (Some("T1"), Some("A1"))
    );
    assert_eq!(
        (event.user_id(), event.channel_id()),
        (Some("U1"), Some("C1"))
    );
    assert_eq!(event.retry_num(), Some(2));
    assert_eq!(event.retry_reason(), Some("http_timeout"));
    let inner: Value = event.event().unwrap();
    assert_eq!(inner["user"], "U1");
    let whole: Value = event.payload().unwrap();
    assert_eq!(whole["event_id"], "Ev1");
    assert_eq!((event.command(), event.params()), (None, &[][..]));
}

#[test]
fn rate_limits_are_an_event_without_an_inner_one() {
    let body = r#"{"type":"app_rate_limited","team_id":"T1","minute_rate_limited":1518467820}"#;
    let event = SlackEvent::new(delivery(providers::SLACK, &[], body));
    assert_eq!(
        *event.kind(),
        SlackKind::EventCallback {
            event_type: SlackEventType::AppRateLimited
        }
    );
    let error = event.event::<Value>().unwrap_err();
    assert!(error.to_string().contains("/event"), "{error}");
}

#[test]
fn commands_are_read_from_a_form() {
    let body = "token=x&team_id=T1&channel_id=C1&user_id=U1&command=%2Fdeploy&text=api+now&response_url=https%3A%2F%2Fhooks.slack.com%2Fx&trigger_id=1.2.a&api_app_id=A1";
    let event = SlackEvent::new(delivery(providers::SLACK, &[FORM], body));
    assert_eq!(
        *event.kind(),
        SlackKind::Command {
            name: "/deploy".into()
        }
    );
    assert_eq!(
        (event.command(), event.text()),
        (Some("/deploy"), Some("api now"))
    );
    assert_eq!((event.team_id(), event.user_id()), (Some("T1"), Some("U1")));
    assert_eq!(event.channel_id(), Some("C1"));
    assert_eq!(
        (event.id(), event.trigger_id()),
        (Some("1.2.a"), Some("1.2.a"))
    );
    assert_eq!(event.response_url(), Some("https://hooks.slack.com/x"));
    assert_eq!((event.event_id(), event.event_time()), (None, None));
    assert!(matches!(
        event.payload::<Value>(),
        Err(EventError::NoJson { .. })
    ));
}

#[test]
fn interactions_are_json_in_a_form() {
    let json = r#"{"type":"block_actions","team":{"id":"T1"},"user":{"id":"U1"},"channel":{"id":"C1"},"trigger_id":"9.9","response_url":"https://hooks.slack.com/y","actions":[{"value":"a&b"}]}"#;
    let encoded: String = json.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let event = SlackEvent::new(delivery(
        providers::SLACK,
        &[FORM],
        format!("payload={encoded}"),
    ));
    assert_eq!(
        *event.kind(),
        SlackKind::Interaction {
            interaction_type: SlackInteractionType::BlockActions
        }
    );
    assert_eq!((event.team_id(), event.user_id()), (Some("T1"), Some("U1")));
    assert_eq!(
        (event.channel_id(), event.trigger_id()),
        (Some("C1"), Some("9.9"))
    );
    assert_eq!(event.response_url(), Some("https://hooks.slack.com/y"));
    let payload: Value = event.payload().unwrap();
    assert_eq!(payload["actions"][0]["value"], "a&b");
    assert!(event.event::<Value>().is_err());
}

/// The content type is not signed: an event must not turn into the command its text quotes.
#[test]
fn a_forged_content_type_makes_no_command() {
    let body = r#"{"event":{"type":"message","text":"&command=/deploy&"},"team_id":"T1"}"#;
    let event = SlackEvent::new(delivery(providers::SLACK, &[FORM], body));
    assert_eq!(event.command(), None);
    assert_eq!(
        *event.kind(),
        SlackKind::EventCallback {
            event_type: SlackEventType::Message
        }
    );
}

#[test]
fn what_is_none_of_these_arrives_all_the_same() {
    for (headers, body) in [
        (&[][..], ""),
        (&[FORM], "ssl_check=1"),
        (&[FORM], "payload=nothing"),
        (&[], "{}"),
        (&[], "{\"event\":7,\"type\":[]}"),
        (&[FORM], "command=%FF"),
    ] {
        let event = SlackEvent::new(delivery(providers::SLACK, headers, body));
        assert_eq!(*event.kind(), SlackKind::Unknown, "{body}");
        assert_eq!(event.raw(), body.as_bytes());
        assert_eq!((event.event_id(), event.retry_num()), (None, None));
    }
}
