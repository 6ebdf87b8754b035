use serde_json::{Value, json};
use webhook_core::{providers, testing};

use super::*;
use crate::{
    test_support::{Read, Table, TypeAt, delivery, table},
    time::parse_seconds_or_millis,
};

fn event(body: impl Into<bytes::Bytes>) -> MetaEvent {
    MetaEvent::new(delivery(providers::META, &[], body))
}

#[test]
fn the_envelope_is_what_the_json_says() {
    Table::<MetaEvent> {
        type_at: TypeAt::Body(&["/object"]),
        type_of: |_, json| json["object"].as_str().unwrap().to_owned(),
        members: &[("/object", Read::Text(MetaEvent::object_name))],
        ..table!("meta", object)
    }
    .check();
}

#[test]
fn every_sample_is_known_and_read_as_it_was_sent() {
    for sample in testing::samples("meta") {
        let event = event(sample.body);
        let body: Value = event.payload().unwrap();
        let items = event.items();
        assert_eq!(items.len(), 1, "{}", sample.name);
        assert!(items[0].event_type().is_known(), "{}", sample.name);
        let is_sent = format!("{}{}", body["entry"][0], sample.name);
        let name = items[0].event_type().as_str();
        assert!(is_sent.contains(name), "{name}");

        let entries = event.entries();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].id(), body["entry"][0]["id"].as_str());
        let time = body["entry"][0].get("time").map(ToString::to_string);
        assert_eq!(entries[0].time(), parse_seconds_or_millis(time.as_deref()));
        assert_eq!(entries[0].payload::<Value>().unwrap(), body["entry"][0]);
        assert_eq!(entries[0].items()[0].raw(), items[0].raw());
        for (index, change) in entries[0].changes().iter().enumerate() {
            let sent = &body["entry"][0]["changes"][index];
            assert_eq!(*change.field(), sent["field"].as_str().unwrap());
            assert_eq!(change.value::<Value>().unwrap(), sent["value"]);
            let number = &sent["value"]["metadata"];
            assert_eq!(change.phone_number_id(), number["phone_number_id"].as_str());
            assert_eq!(
                change.display_phone_number(),
                number["display_phone_number"].as_str()
            );
            assert_eq!(change.items()[0].raw(), items[0].raw());
        }
    }
}

#[test]
fn items_have_their_type_by_text_member_or_field() {
    let cases = [
        (
            "messages.text",
            MetaField::Text,
            Some("wamid.sample_000000000000"),
        ),
        ("messages.statuses", MetaField::Messages, None),
        (
            "messaging.message",
            MetaField::Message,
            Some("m_sample_000000000000"),
        ),
        ("messaging.postback", MetaField::Postback, None),
        ("feed", MetaField::Feed, None),
        ("comments", MetaField::Comments, None),
    ];
    for (name, expected, id) in cases {
        let event = event(testing::sample("meta", name).unwrap().body);
        let items = event.items();
        assert_eq!(
            (items[0].event_type(), items[0].id()),
            (&expected, id),
            "{name}"
        );
    }
}

/// Entries of two accounts, equal messages among them: each item is found where it stands.
const SEVERAL: &str = r#"{"object":"whatsapp_business_account","entry":[
    {"id":"waba1","changes":[
        {"field":"messages","value":{"metadata":{"phone_number_id":"p1"},"messages":[{"id":"m","type":"text"},{"id":"n","type":"image"}]}},
        {"field":"messages","value":{"metadata":{"phone_number_id":"p2"},"messages":[{"id":"m","type":"text"}]}},
        {"field":"messages","value":{"metadata":{"phone_number_id":"p3"},"messages":[]}},
        {"field":"moon","value":7}]},
    {"id":7,"time":1700000000,"messaging":[{"message":{"mid":"x"}},{"moon":{}}],"changes":[{"field":"feed"}]},
    {"id":"ig","time":1700000000000,"field":"comments","value":{"id":"c"}},
    {"id":"none","changes":[]},
    7]}"#;

#[test]
fn each_item_is_found_in_its_entry_and_its_change() {
    let event = event(SEVERAL);
    let name = |item: &EventItem<'_, MetaField>| item.event_type().as_str().to_owned();
    let names = |items: &[_]| items.iter().map(name).collect::<Vec<_>>();
    let entries = event.entries();
    let seen: Vec<_> = entries
        .iter()
        .map(|entry| (entry.id(), names(entry.items())))
        .collect();
    let expected = [
        (Some("waba1"), &["text", "image", "text", "moon"][..]),
        (Some("7"), &["feed", "message", "moon"]),
        (Some("ig"), &["comments"]),
        (Some("none"), &[]),
        (None, &[""]),
    ]
    .map(|(id, items)| {
        (
            id,
            items.iter().map(ToString::to_string).collect::<Vec<_>>(),
        )
    });
    assert_eq!(seen, expected);
    assert_eq!(event.items().len(), 9);
    assert_eq!(entries[1].time(), entries[2].time());

    let seen: Vec<_> = entries
        .iter()
        .map(|entry| {
            let changes = entry.changes();
            let seen = changes.iter().map(|change| {
                json!([
                    change.field().as_str(),
                    change.phone_number_id(),
                    names(change.items())
                ])
            });
            Value::Array(seen.collect())
        })
        .collect();
    let expected = json!([
        [
            ["messages", "p1", ["text", "image"]],
            ["messages", "p2", ["text"]],
            ["messages", "p3", []],
            ["moon", null, ["moon"]],
        ],
        [["feed", null, ["feed"]]],
        [["comments", null, ["comments"]]],
        [],
        [],
    ]);
    assert_eq!(Value::Array(seen), expected);
}

#[test]
fn what_drifted_in_an_entry_spoils_nothing_else() {
    let body = r#"{"object":"moon","entry":[{"id":{},"time":"soon","changes":[
        {"field":["feed"],"value":{"metadata":{"phone_number_id":null,"display_phone_number":"1"}}}]}]}"#;
    let event = event(body);
    let entries = event.entries();
    assert_eq!((entries[0].id(), entries[0].time()), (None, None));
    let changes = entries[0].changes();
    assert_eq!(*changes[0].field(), MetaField::Unknown("".into()));
    assert_eq!(changes[0].phone_number_id(), None);
    assert_eq!(changes[0].display_phone_number(), Some("1"));
    let error = entries[0].changes()[0].value::<u8>().unwrap_err();
    assert!(error.to_string().contains("/value"), "{error}");
}

#[test]
fn a_body_of_another_form_is_one_item_in_no_entry() {
    for body in [
        "",
        "[",
        "{}",
        "null",
        r#"{"entry":{}}"#,
        "{\"entry\":[\u{0}",
    ] {
        let event = event(body);
        assert_eq!(event.entries().len(), 0, "{body}");
        assert_eq!(event.items()[0].raw(), body);
        assert_eq!(event.raw(), body.as_bytes());
    }
    assert!(event(&b"\xff"[..]).entries().is_empty());
}
