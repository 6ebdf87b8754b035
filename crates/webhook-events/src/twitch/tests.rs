use serde_json::Value;
use webhook_core::{providers, testing::samples};

use super::*;
use crate::test_support::{Read, Table, TypeAt, delivery, part, signed, table};

#[test]
fn the_envelope_is_what_the_json_says() {
    Table::<TwitchEvent> {
        type_at: TypeAt::Body(&["/subscription/type", "/subscription/status"]),
        sent_at: Some(TwitchEvent::sent_at),
        headers: &[
            ("twitch-eventsub-message-id", TwitchEvent::id),
            ("twitch-eventsub-message-type", TwitchEvent::message_type),
        ],
        parts: &[
            part!("/subscription/condition", condition),
            part!("/event", event),
            part!("/events", events),
        ],
        members: &[
            ("/subscription/id", Read::Text(TwitchEvent::subscription_id)),
            ("/subscription/type", Read::Text(TwitchEvent::type_name)),
            ("/subscription/version", Read::Text(TwitchEvent::version)),
            ("/subscription/status", Read::Text(TwitchEvent::status)),
            ("/subscription/cost", Read::Unsigned(TwitchEvent::cost)),
            (
                "/subscription/created_at",
                Read::Time(TwitchEvent::subscription_created_at),
            ),
            (
                "/event/broadcaster_user_id",
                Read::Text(TwitchEvent::broadcaster_user_id),
            ),
            (
                "/event/broadcaster_user_login",
                Read::Text(TwitchEvent::broadcaster_user_login),
            ),
        ],
        ..table!("twitch")
    }
    .check();
}

#[test]
fn what_a_sample_lacks_is_found_elsewhere() {
    for sample in samples("twitch") {
        let event = TwitchEvent::new(signed("twitch", sample, "a1"));
        let json: Value = event.payload().unwrap();
        assert_eq!(event.message_retry(), Some(0));
        assert_eq!(
            event.subscription_type(),
            *json["subscription"]["type"].as_str().unwrap()
        );
        let (single, batch) = (event.event::<Value>(), event.events::<u8>());
        let batch = batch.unwrap_err().to_string();
        match sample.name {
            "revocation" => {
                assert_eq!(event.message_type(), Some("revocation"));
                let error = single.unwrap_err().to_string();
                assert!(error.contains("is_revocation()"), "{error}");
            }
            "drop.entitlement.grant" => {
                assert!(batch.contains("/events/0"), "{batch}");
                let error = single.unwrap_err().to_string();
                assert!(error.contains("events()"), "{error}");
            }
            _ => assert!(batch.contains("event()"), "{batch}"),
        }
        assert_eq!(event.is_revocation(), sample.name == "revocation");
    }
}

/// Every reason to end a subscription, and nothing else, is a revocation; the header says nothing.
#[test]
fn the_signed_status_tells_a_revocation() {
    for (status, revoked) in [
        ("authorization_revoked", true),
        ("beta_maintenance", true),
        ("chat_user_banned", true),
        ("moderator_removed", true),
        ("notification_failures_exceeded", true),
        ("user_removed", true),
        ("version_removed", true),
        ("enabled", false),
        ("moon_rose", false),
    ] {
        let body = format!(
            r#"{{"subscription":{{"status":"{status}","type":"stream.online"}},"event":{{}}}}"#
        );
        let headers = [
            ("twitch-eventsub-message-type", "revocation"),
            ("twitch-eventsub-message-retry", "-1"),
        ];
        let event = TwitchEvent::new(delivery(providers::TWITCH, &headers, body));
        assert_eq!(event.is_revocation(), revoked, "{status}");
        assert_eq!(event.subscription_type(), TwitchEventType::StreamOnline);
        assert_eq!(event.status(), Some(status));
        assert_eq!(event.message_type(), Some("revocation"));
        assert_eq!(event.message_retry(), None);
    }
}
