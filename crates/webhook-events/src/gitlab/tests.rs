use webhook_core::providers;

use super::*;
use crate::test_support::{
    delivery,
    envelope::{Checks, Read, TypeAt},
};

const HEADERS: [(&str, &str); 5] = [
    ("webhook-id", "id"),
    ("idempotency-key", "key"),
    ("x-gitlab-event-uuid", "event"),
    ("x-gitlab-webhook-uuid", "webhook"),
    ("x-gitlab-instance", "https://gitlab.example.com"),
];

fn checks(provider: &'static str, id: fn(&GitLabEvent) -> bool) -> Checks<GitLabEvent> {
    assert!(id(&event(provider, "{}")), "the id of {provider}");
    Checks {
        provider,
        new: GitLabEvent::new,
        headers: &HEADERS,
        type_at: TypeAt::Header("x-gitlab-event"),
        event_type: |event| (event.event_type().as_str(), event.event_type().is_known()),
        id: |event, _| {
            event.idempotency_key() == Some("key")
                && event.event_uuid() == Some("event")
                && event.instance() == Some("https://gitlab.example.com")
        },
        whole: |event| event.payload(),
        part: ("/object_attributes", |event| event.object_attributes()),
        members: &[
            ("/object_kind", |event| Read::Text(event.object_kind())),
            ("/event_name", |event| Read::Text(event.event_name())),
            ("/object_attributes/action", |event| {
                Read::Text(event.action())
            }),
            ("/project/path_with_namespace", |event| {
                Read::Text(event.project_path())
            }),
            ("/project/id", |event| Read::Number(event.project_id())),
            ("/user/username", |event| {
                Read::Text(event.username_within())
            }),
            ("/user_username", |event| {
                Read::Text(event.username_beside())
            }),
        ],
    }
}

fn event(provider: &str, body: &'static str) -> GitLabEvent {
    let scheme = providers::by_name(provider).unwrap();
    GitLabEvent::new(delivery(scheme, &HEADERS, body))
}

#[test]
fn samples_are_read_and_drift_spoils_nothing_else() {
    checks("gitlab", |event| event.id() == Some("id")).run();
    checks("gitlab-token", |event| event.id() == Some("key")).run();
}

#[test]
fn the_user_is_named_in_either_place() {
    for (body, expected) in [
        (r#"{"user":{"username":"ada"}}"#, Some("ada")),
        (r#"{"user_username":"ada","user":"x"}"#, Some("ada")),
        (
            r#"{"user_username":"b","user":{"username":"ada"}}"#,
            Some("ada"),
        ),
        (
            r#"{"user_username":"ada","user":{"username":null}}"#,
            Some("ada"),
        ),
        (r#"{"user_username":7,"user":{"username":7}}"#, None),
        ("{}", None),
    ] {
        assert_eq!(event("gitlab", body).username(), expected, "{body}");
    }
}

#[test]
fn a_push_has_no_object_attributes_and_says_so() {
    let push = event(
        "gitlab",
        r#"{"object_kind":"push","ref":"refs/heads/main"}"#,
    );
    let error = push.object_attributes::<serde_json::Value>().unwrap_err();
    assert!(matches!(error, EventError::Absent { .. }), "{error}");
    assert!(error.to_string().contains("payload()"), "{error}");
    assert_eq!((push.object_kind(), push.action()), (Some("push"), None));
}
