use serde_json::Value;
use webhook_core::{providers, testing::samples};

use super::*;
use crate::{
    Event as _,
    test_support::{Read, Table, TypeAt, delivery, signed, table},
};

/// The first event, leaked so that the table can name its type.
fn first(delivery: Delivery) -> LineItem<'static> {
    let events = Box::leak(Box::new(LineEvents::new(delivery)));
    events.items().next().unwrap()
}

#[test]
fn an_events_envelope_is_what_the_json_says() {
    Table {
        at: "/events/0",
        type_at: TypeAt::Body(&["/events/0/type"]),
        members: &[
            ("/events/0/webhookEventId", Read::Id(LineItem::id)),
            ("/events/0/mode", Read::Text(LineItem::mode)),
            ("/events/0/timestamp", Read::Time(LineItem::timestamp)),
            (
                "/events/0/deliveryContext/isRedelivery",
                Read::Boolean(LineItem::is_redelivery),
            ),
            ("/events/0/replyToken", Read::Text(LineItem::reply_token)),
            ("/events/0/source/type", Read::Text(LineItem::source_type)),
            ("/events/0/source/userId", Read::Text(LineItem::user_id)),
            ("/events/0/source/groupId", Read::Text(LineItem::group_id)),
            ("/events/0/source/roomId", Read::Text(LineItem::room_id)),
        ],
        ..table!("line", event_type, first, None)
    }
    .check();
}

fn events(body: &str) -> LineEvents {
    LineEvents::new(delivery(providers::LINE, &[], body.to_owned()))
}

#[test]
fn every_event_of_every_sample_is_there() {
    let mut redelivered = 0;
    for sample in samples("line") {
        let events = LineEvents::from_delivery(&signed("line", sample, "a1")).unwrap();
        let json: Value = events.payload().unwrap();
        assert_eq!(events.destination(), json["destination"].as_str());
        assert!(events.destination().is_some());
        let items: Vec<_> = events.items().collect();
        assert_eq!(items.len(), json["events"].as_array().unwrap().len());
        for (item, json) in items.iter().zip(json["events"].as_array().unwrap()) {
            assert!(item.event_type().is_known(), "{item:?}");
            assert_eq!(item.event_type().as_str(), json["type"]);
            assert_eq!(item.id(), json["webhookEventId"].as_str());
            assert_eq!(item.user_id(), json["source"]["userId"].as_str());
            assert_eq!(item.reply_token(), json["replyToken"].as_str());
            assert_eq!(item.payload::<Value>().unwrap(), *json);
            redelivered += usize::from(item.is_redelivery() == Some(true));
        }
    }
    assert_eq!(redelivered, 1);
}

#[test]
fn none_at_all_is_valid() {
    let events = events(r#"{"destination":"U1","events":[]}"#);
    assert_eq!(events.destination(), Some("U1"));
    assert_eq!(events.items().count(), 0);
}

#[test]
fn what_is_no_event_is_an_item_of_unknown_type() {
    let body = r#"{"destination":7,"events":[7,null,{"type":"unsend"},[{}]]}"#;
    let events = events(body);
    assert_eq!(events.destination(), None);
    let items = events.items();
    let items: Vec<_> = items
        .map(|item| (item.event_type().to_string(), item.raw().to_owned()))
        .collect();
    let expected = [
        ("", "7"),
        ("", "null"),
        ("unsend", r#"{"type":"unsend"}"#),
        ("", "[{}]"),
    ];
    assert_eq!(items, expected.map(|(name, raw)| (name.into(), raw.into())));
    assert_eq!(events.raw(), body.as_bytes());
}

#[test]
fn debug_keeps_the_payload_to_itself() {
    let events = events(r#"{"events":[{"type":"message","webhookEventId":"01H","text":"hush"}]}"#);
    let shown = format!("{:?}", events.items().next().unwrap());
    assert!(shown.contains("01H") && !shown.contains("hush"), "{shown}");
}
