use webhook_core::{providers, testing};

use super::*;
use crate::test_support::{Read, Table, delivery, part, table};

fn event(name: &str) -> LinearEvent {
    let sample = testing::sample("linear", name).expect(name);
    LinearEvent::new(delivery(providers::LINEAR, &[], sample.body))
}

#[test]
fn the_envelope_is_what_the_json_says() {
    Table::<LinearEvent> {
        type_of: |sample, _| sample.name.split('.').next().unwrap().to_owned(),
        headers: &[("linear-delivery", LinearEvent::id)],
        parts: &[
            part!("/data", data),
            part!("/agentSession", agent_session),
            part!("/notification", notification),
        ],
        members: &[
            ("/action", Read::Text(LinearEvent::action_name)),
            ("/organizationId", Read::Text(LinearEvent::organization_id)),
            ("/webhookId", Read::Text(LinearEvent::webhook_id)),
            (
                "/webhookTimestamp",
                Read::Time(LinearEvent::webhook_timestamp),
            ),
            ("/createdAt", Read::Time(LinearEvent::created_at)),
            ("/url", Read::Text(LinearEvent::url)),
            ("/actor/id", Read::Text(LinearEvent::actor_id)),
            ("/actor/name", Read::Text(LinearEvent::actor_name)),
            ("/actor/type", Read::Text(LinearEvent::actor_type)),
            ("/appUserId", Read::Text(LinearEvent::app_user_id)),
            ("/oauthClientId", Read::Text(LinearEvent::oauth_client_id)),
        ],
        ..table!("linear")
    }
    .check();
    assert_eq!(LinearEventType::AgentSessionEvent, *"AgentSessionEvent");
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
