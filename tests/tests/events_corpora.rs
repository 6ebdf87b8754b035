//! Typed events against real payloads: every one gets its enum case and its envelope as a parse of
//! the whole document gives them, and keeps arriving when the provider changes the document.

#[path = "events_corpora/corpus.rs"]
mod corpus;
#[path = "events_corpora/document.rs"]
mod document;
#[path = "events_corpora/drift.rs"]
mod drift;
#[path = "events_corpora/tables.rs"]
mod tables;
#[path = "events_corpora/through.rs"]
mod through;

use axum_webhook::{
    GitHubEventType, SlackEventType, SlackInteractionType, SlackKind, SnsMessage, SnsMessageType,
    StripeEventType, providers,
};
use corpus::{FORM, Row, delivery, form, names, rows};
use serde_json::Value;
use tables::{assert_same, github, slack, sns, stripe};

#[test]
fn stripes_events_read_as_their_json() {
    let rows: Vec<Row> = rows("stripe/events.jsonl.gz");
    assert_eq!(rows.len(), 177);
    for Row { name, payload } in rows {
        let text = payload.to_string();
        let event = axum_webhook::StripeEvent::new(delivery(providers::STRIPE, &[], text.clone()));
        assert!(event.event_type().is_known(), "{name}");
        assert_eq!(event.event_type().as_str(), name);
        assert_same(&stripe(&event), &payload);
        assert_eq!(event.raw(), &text);
        assert_eq!(event.payload::<Value>().unwrap(), payload);
        assert_eq!(event.object::<Value>().unwrap(), payload["data"]["object"]);
        assert_eq!(
            event.previous_attributes::<Value>().unwrap().as_ref(),
            payload["data"].get("previous_attributes")
        );
        assert!(!event.is_thin() && event.related_object().is_none());
    }
}

#[test]
fn githubs_events_read_as_their_json_in_both_content_types() {
    let files = [
        "github/payloads.jsonl.gz",
        "github/payloads-ghes35.jsonl.gz",
    ];
    let rows: Vec<Row> = files.into_iter().flat_map(rows).collect();
    assert_eq!(rows.len(), 227 + 46);
    for Row { name, payload } in rows {
        let headers = [("x-github-event", &*name), ("x-github-delivery", "guid")];
        let text = payload.to_string();
        let form = form(&[("payload", &text)]);
        for (headers, body) in [
            (headers.to_vec(), text),
            ([&headers[..], &[FORM]].concat(), form),
        ] {
            let event = axum_webhook::GitHubEvent::new(delivery(providers::GITHUB, &headers, body));
            assert_eq!(event.event_type().as_str(), name);
            assert!(event.event_type().is_known(), "{name}");
            assert_eq!(event.id(), Some("guid"));
            assert_same(&github(&event), &payload);
            assert_eq!(event.payload::<Value>().unwrap(), payload);
        }
    }
}

#[test]
fn slacks_events_read_as_their_json() {
    let rows: Vec<Row> = rows("slack/events.jsonl.gz");
    assert_eq!(rows.len(), 96);
    for Row { name, payload } in rows {
        let event =
            axum_webhook::SlackEvent::new(delivery(providers::SLACK, &[], payload.to_string()));
        let event_type = SlackEventType::from(&*name);
        assert!(event_type.is_known(), "{name}");
        assert_eq!(*event.kind(), SlackKind::EventCallback { event_type });
        assert_same(&slack(&event), &payload);
        assert_eq!(event.event::<Value>().unwrap(), payload["event"]);
        assert_eq!(event.payload::<Value>().unwrap(), payload);
    }
}

#[test]
fn slacks_interactions_and_commands_read_as_their_fields() {
    for Row { name, payload } in rows("slack/interactive.jsonl.gz") {
        let command = payload.get("command").is_some();
        let body = if command {
            let fields: Vec<(&str, &str)> = payload
                .as_object()
                .unwrap()
                .iter()
                .filter_map(|(name, value)| Some((&**name, value.as_str()?)))
                .collect();
            form(&fields)
        } else {
            form(&[("payload", &payload.to_string())])
        };
        let event = axum_webhook::SlackEvent::new(delivery(providers::SLACK, &[FORM], body));
        if command {
            assert!(matches!(event.kind(), SlackKind::Command { .. }));
            assert_eq!(event.team_id(), payload["team_id"].as_str());
            assert_eq!(event.trigger_id(), payload["trigger_id"].as_str());
            assert_eq!(event.text(), payload["text"].as_str());
        } else {
            let interaction_type = SlackInteractionType::from(&*name);
            assert!(interaction_type.is_known(), "{name}");
            assert_eq!(*event.kind(), SlackKind::Interaction { interaction_type });
            assert_eq!(event.payload::<Value>().unwrap(), payload);
            let at = |pointer| payload.pointer(pointer).and_then(Value::as_str);
            assert_eq!(event.team_id(), at("/team/id"), "{name}");
            assert_eq!(event.user_id(), at("/user/id"), "{name}");
            assert_eq!(event.channel_id(), at("/channel/id"), "{name}");
            assert_eq!(event.trigger_id(), at("/trigger_id"), "{name}");
            assert_eq!(event.response_url(), at("/response_url"), "{name}");
        }
    }
}

/// The corpus has records as Lambda gets them: the message is SNS's own, but for how Lambda spells two
/// of its members, which no envelope reads.
#[test]
fn snss_messages_read_as_their_json() {
    let mut count = 0;
    for Row { name, payload } in rows("sns/lambda-fixtures.jsonl.gz") {
        let records = payload["Records"].as_array().unwrap();
        // A record of SES is none of SNS.
        for message in records.iter().filter_map(|record| record.get("Sns")) {
            let text = message.to_string();
            let event = SnsMessage::new(delivery(providers::AWS_SNS, &[], text.clone()));
            assert_eq!(
                *event.message_type(),
                SnsMessageType::Notification,
                "{name}"
            );
            assert_same(&sns(&event), message);
            assert_eq!(event.payload::<Value>().unwrap(), *message);
            let inner = message["Message"].as_str().unwrap();
            let parsed = serde_json::from_str::<Value>(inner).ok();
            assert_eq!(event.message_json::<Value>().ok(), parsed, "{name}");
            assert_eq!(event.raw(), text.as_bytes());
            count += 1;
        }
    }
    assert_eq!(count, 6);
}

/// The corpora are older than the lists; none of their names has gone missing.
#[test]
fn the_lists_hold_every_name_of_the_corpora() {
    for name in names("stripe/event-types.json") {
        assert!(StripeEventType::from(&*name).is_known(), "{name}");
    }
    for name in names("github/event-names.json") {
        assert!(GitHubEventType::from(&*name).is_known(), "{name}");
    }
}
