use serde_json::Value;
use webhook_core::{
    providers,
    testing::{sample, samples},
};

use super::*;
use crate::{
    Event as _,
    test_support::{Read, Table, delivery, signed},
};

const TABLE: Table<TwitchEvent> = Table {
    provider: "twitch",
    event: |delivery| TwitchEvent::from_delivery(&delivery).unwrap(),
    at: "",
    type_at: &["/subscription/type", "/subscription/status"],
    event_type: |event| (event.event_type().as_str(), event.event_type().is_known()),
    payload: |event| event.payload().ok(),
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
};

fn event(name: &str) -> TwitchEvent {
    let sample = sample("twitch", name).unwrap();
    TwitchEvent::from_delivery(&signed("twitch", sample, "a1")).unwrap()
}

#[test]
fn the_envelope_is_what_the_json_says() {
    TABLE.check();
}

#[test]
fn each_sample_has_what_its_kind_has() {
    for sample in samples("twitch") {
        let event = event(sample.name);
        let json: Value = event.payload().unwrap();
        assert_eq!(event.id(), Some("a1"));
        assert!(event.sent_at().is_some());
        assert_eq!(event.message_retry(), Some(0));
        assert_eq!(
            event.subscription_type(),
            *json["subscription"]["type"].as_str().unwrap()
        );
        let condition: Value = event.condition().unwrap();
        assert_eq!(condition, json["subscription"]["condition"]);

        let (single, batch) = (event.event::<Value>(), event.events::<Value>());
        match sample.name {
            "revocation" => {
                assert!(event.is_revocation());
                assert_eq!(event.message_type(), Some("revocation"));
                let error = single.unwrap_err().to_string();
                assert!(error.contains("is_revocation()"), "{error}");
                batch.unwrap_err();
            }
            "drop.entitlement.grant" => {
                assert_eq!(Value::from(batch.unwrap()), json["events"]);
                let error = single.unwrap_err().to_string();
                assert!(error.contains("events()"), "{error}");
            }
            _ => {
                assert_eq!(single.unwrap(), json["event"]);
                let error = batch.unwrap_err().to_string();
                assert!(error.contains("event()"), "{error}");
            }
        }
        let revoked = sample.name == "revocation";
        assert_eq!(event.is_revocation(), revoked, "{}", sample.name);
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

#[test]
fn a_part_that_does_not_fit_says_where() {
    let grant = event("drop.entitlement.grant");
    let error = grant.events::<u8>().unwrap_err().to_string();
    assert!(error.contains("/events/0"), "{error}");
    let follow = event("channel.follow");
    let error = follow.condition::<u8>().unwrap_err().to_string();
    assert!(error.contains("/subscription/condition"), "{error}");
    let error = follow.event::<u8>().unwrap_err().to_string();
    assert!(error.contains("/event"), "{error}");
}
