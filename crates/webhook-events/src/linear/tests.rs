use serde_json::Value;
use webhook_core::{providers, testing};

use super::*;
use crate::test_support::{
    delivery,
    envelope::{Checks, Read, TypeAt},
};

fn event(name: &str) -> LinearEvent {
    let sample = testing::sample("linear", name).expect(name);
    LinearEvent::new(delivery(providers::LINEAR, &[], sample.body))
}

#[test]
fn samples_are_read_and_drift_spoils_nothing_else() {
    Checks {
        provider: "linear",
        new: LinearEvent::new,
        headers: &[("linear-delivery", "234d1a4e")],
        type_at: TypeAt::Json("/type"),
        event_type: |event| (event.event_type().as_str(), event.event_type().is_known()),
        id: |event, _| event.id() == Some("234d1a4e"),
        whole: |event| event.payload(),
        part: ("/data", |event| event.data()),
        members: &[
            ("/action", |event| Read::Text(event.action_name())),
            ("/organizationId", |event| {
                Read::Text(event.organization_id())
            }),
            ("/webhookId", |event| Read::Text(event.webhook_id())),
            ("/webhookTimestamp", |event| {
                Read::Time(event.webhook_timestamp())
            }),
            ("/createdAt", |event| Read::Time(event.created_at())),
            ("/url", |event| Read::Text(event.url())),
            ("/actor/id", |event| Read::Text(event.actor_id())),
            ("/actor/name", |event| Read::Text(event.actor_name())),
            ("/actor/type", |event| Read::Text(event.actor_type())),
            ("/appUserId", |event| Read::Text(event.app_user_id())),
            ("/oauthClientId", |event| {
                Read::Text(event.oauth_client_id())
            }),
        ],
    }
    .run();
}

#[test]
fn actions_are_known_by_name_and_others_keep_theirs() {
    for sample in testing::samples("linear") {
        let action = event(sample.name).action();
        assert!(action.is_known(), "{}", sample.name);
        let name = sample.name.rsplit_once('.').unwrap().1;
        assert_eq!(action.as_str(), name);
    }
    for (body, expected) in [
        (r#"{"action":"frobbed"}"#, "frobbed"),
        (r#"{"action":7}"#, ""),
        ("{}", ""),
    ] {
        let event = LinearEvent::new(delivery(providers::LINEAR, &[], body));
        assert_eq!(event.action(), LinearAction::Unknown(expected.into()));
    }
}

#[test]
fn only_updates_say_what_was_before() {
    #[derive(Deserialize)]
    struct Before {
        title: String,
    }
    let before: Option<Before> = event("Issue.update").updated_from().unwrap();
    assert_eq!(before.unwrap().title, "Login fails");
    let none: Option<Before> = event("Issue.create").updated_from().unwrap();
    assert!(none.is_none());
    for (body, fits) in [
        (r#"{"updatedFrom":null}"#, true),
        (r#"{"updatedFrom":[]}"#, false),
        ("[]", true),
    ] {
        let event = LinearEvent::new(delivery(providers::LINEAR, &[], body));
        let read = event.updated_from::<Before>();
        assert_eq!(read.is_ok(), fits, "{body}");
    }
}

#[test]
fn other_forms_have_members_of_their_own() {
    let session = event("AgentSessionEvent.created");
    assert_eq!(*session.event_type(), LinearEventType::AgentSessionEvent);
    let read: Value = session.agent_session().unwrap();
    assert_eq!(read["status"], "pending");
    let notification = event("AppUserNotification.issueMention");
    let read: Value = notification.notification().unwrap();
    assert_eq!(read["type"], notification.action().as_str());
    for event in [&session, &notification, &event("OAuthApp.revoked")] {
        let error = event.data::<Value>().unwrap_err();
        assert!(matches!(error, EventError::Absent { .. }), "{error}");
        assert!(event.oauth_client_id().is_some());
    }
    let error = event("Issue.create").notification::<Value>().unwrap_err();
    assert!(error.to_string().contains("/notification"), "{error}");
}
