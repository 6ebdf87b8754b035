use webhook_core::providers;

use super::*;
use crate::test_support::{Header, Read, Table, TypeAt, delivery, part, table};

const KEY: Header<GitLabEvent> = ("idempotency-key", GitLabEvent::idempotency_key);
const EVENT: Header<GitLabEvent> = ("x-gitlab-event-uuid", GitLabEvent::event_uuid);
const INSTANCE: Header<GitLabEvent> = ("x-gitlab-instance", GitLabEvent::instance);

fn table(provider: &'static str, headers: &'static [Header<GitLabEvent>]) -> Table<GitLabEvent> {
    Table {
        type_at: TypeAt::Header("x-gitlab-event"),
        type_of: |sample, _| sample.name.split('.').next().unwrap().to_owned(),
        headers,
        parts: &[part!("/object_attributes", object_attributes)],
        members: &[
            ("/object_kind", Read::Text(GitLabEvent::object_kind)),
            ("/event_name", Read::Text(GitLabEvent::event_name)),
            ("/object_attributes/action", Read::Text(GitLabEvent::action)),
            (
                "/project/path_with_namespace",
                Read::Text(GitLabEvent::project_path),
            ),
            ("/project/id", Read::Unsigned(GitLabEvent::project_id)),
            ("/user/username", Read::Text(GitLabEvent::username_within)),
            ("/user_username", Read::Text(GitLabEvent::username_beside)),
        ],
        ..table!(provider)
    }
}

#[test]
fn the_envelope_is_what_the_json_says() {
    table(
        "gitlab",
        &[("webhook-id", GitLabEvent::id), KEY, EVENT, INSTANCE],
    )
    .check();
    table(
        "gitlab-token",
        &[("idempotency-key", GitLabEvent::id), KEY, EVENT, INSTANCE],
    )
    .check();
}

fn event(body: &'static str) -> GitLabEvent {
    GitLabEvent::new(delivery(providers::GITLAB, &[], body))
}

/// A hook with a secret token signs no `webhook-id`.
#[test]
fn the_id_is_that_of_the_hooks_kind() {
    let headers = [("webhook-id", "id"), ("idempotency-key", "key")];
    let event = |scheme| GitLabEvent::new(delivery(scheme, &headers, "{}"));
    assert_eq!(event(providers::GITLAB).id(), Some("id"));
    assert_eq!(event(providers::GITLAB_TOKEN).id(), Some("key"));
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
        assert_eq!(event(body).username(), expected, "{body}");
    }
}

#[test]
fn a_push_has_no_object_attributes_and_says_what_to_read() {
    let push = event(r#"{"object_kind":"push","ref":"refs/heads/main"}"#);
    let error = push.object_attributes::<serde_json::Value>().unwrap_err();
    assert!(error.to_string().contains("payload()"), "{error}");
}
