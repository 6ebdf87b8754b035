//! Batches: the items of one request, each with its own id, type and bytes.

mod common;

use common::*;
use webhook_core::{
    Delivery, DeliveryContext, Scheme, providers,
    scheme::Batch,
    testing::{self, RequestBuilder},
};

fn deliver(scheme: Scheme, change: impl Fn(RequestBuilder) -> RequestBuilder) -> Delivery {
    let keys = testing::keys(&scheme, b"a key of thirty-two bytes, as is").unwrap();
    let request = change(request_with(scheme, keys.signing_secret())).build();
    let verifier = verifier_with(scheme, keys.verifying_secret());
    let verified = verify(&verifier, &request).unwrap();
    Delivery::new(verified, DeliveryContext::new("hooks", NOW))
}

/// Id and type of an item.
type Named = (Option<&'static str>, Option<&'static str>);

fn assert_items(delivery: &Delivery, expected: &[Named]) {
    let items = delivery.items();
    let seen: Vec<_> = items
        .iter()
        .map(|item| (item.id.as_deref(), item.event_type.as_deref()))
        .collect();
    assert_eq!(
        seen,
        expected,
        "{}: {:?}",
        delivery.provider(),
        delivery.body()
    );
}

#[test]
fn a_batch_gives_its_items_with_their_own_ids_and_anything_else_one() {
    type Row = (Scheme, &'static str, &'static [Named]);
    let rows: &[Row] = &[
        (
            providers::LINE,
            r#"{"events":[{"webhookEventId":"a","type":"message"},{"webhookEventId":"b"}]}"#,
            &[(Some("a"), Some("message")), (Some("b"), None)],
        ),
        (providers::LINE, r#"{"destination":"U","events":[]}"#, &[]),
        // Of another form: one item, nothing is lost.
        (providers::LINE, r#"{"events":{}}"#, &[(None, None)]),
        (providers::LINE, "not JSON", &[(None, None)]),
        (
            providers::GOCARDLESS,
            r#"{"events":[{"id":"EV1","resource_type":"payments","action":"paid"}]}"#,
            &[(Some("EV1"), Some("payments.paid"))],
        ),
        (
            providers::HUBSPOT_V3,
            r#"[{"eventId":1,"subscriptionType":"c"}, 7 , {"eventId":2}]"#,
            &[(Some("1"), Some("c")), (None, None), (Some("2"), None)],
        ),
        (
            providers::OKTA,
            r#"{"eventId":"e","data":{"events":[{"uuid":"u","eventType":"user.session.start"}]}}"#,
            &[(Some("u"), Some("user.session.start"))],
        ),
        (
            providers::SPARKPOST,
            r#"[{"msys":{"message_event":{"event_id":"9","type":"bounce"}}},
                {"msys":{"track_event":{"type":"open","event_id":"10"}}},{"msys":{}}]"#,
            &[
                (Some("9"), Some("bounce")),
                (Some("10"), Some("open")),
                (None, None),
            ],
        ),
        (
            providers::SENDGRID,
            r#"[{"email":"example@test.com","timestamp":1795000000,"event":"processed","sg_event_id":"rWVYmVk90MjZJ9iohOBa3w==","sg_message_id":"14c5d75ce93.filter0001"},
                {"email":"example@test.com","timestamp":1795000001,"event":"deferred","attempt":"5","sg_event_id":"t7LEShmowp86DTdUW8M-GQ==","sg_message_id":"14c5d75ce93.filter0001"}]"#,
            &[
                (Some("rWVYmVk90MjZJ9iohOBa3w=="), Some("processed")),
                (Some("t7LEShmowp86DTdUW8M-GQ=="), Some("deferred")),
            ],
        ),
        // Change notifications of one subscription, and a lifecycle notification, which has no id.
        (
            providers::MICROSOFT_GRAPH,
            r#"{"value":[
                {"id":"lsgTZMr9KwAAA","subscriptionId":"76222963-cc7b-42d2-882d-8aaa69cb2ba3","changeType":"created","resource":"users/{guid}/messages/{id}","resourceData":{"id":"AAMk"}},
                {"id":"lsgTZMr9KwAAB","subscriptionId":"76222963-cc7b-42d2-882d-8aaa69cb2ba3","changeType":"updated","resource":"users/{guid}/messages/{id}"},
                {"subscriptionId":"76222963-cc7b-42d2-882d-8aaa69cb2ba3","lifecycleEvent":"reauthorizationRequired","resource":"users/{guid}/messages"}]}"#,
            &[
                (Some("lsgTZMr9KwAAA"), Some("created")),
                (Some("lsgTZMr9KwAAB"), Some("updated")),
                (None, Some("reauthorizationRequired")),
            ],
        ),
        (
            providers::AZURE_EVENT_GRID,
            r#"[{"id":"831e1650-001e-001b-66ab-eeb76e069631","topic":"/subscriptions/s","subject":"/blobs/f.txt","eventType":"Microsoft.Storage.BlobCreated","eventTime":"2026-11-18T14:26:40Z","data":{"api":"PutBlob","eTag":"0x8D4BCC2E4835CD0"},"dataVersion":"","metadataVersion":"1"},
                {"id":"4c2359fe-001e-00ba-0e04-585868000000","topic":"/subscriptions/s","subject":"/blobs/f.txt","eventType":"Microsoft.Storage.BlobDeleted","eventTime":"2026-11-18T14:26:41Z","data":{"api":"DeleteBlob"},"dataVersion":"1","metadataVersion":"1"}]"#,
            &[
                (
                    Some("831e1650-001e-001b-66ab-eeb76e069631"),
                    Some("Microsoft.Storage.BlobCreated"),
                ),
                (
                    Some("4c2359fe-001e-00ba-0e04-585868000000"),
                    Some("Microsoft.Storage.BlobDeleted"),
                ),
            ],
        ),
        // One event, or several: as it is set up.
        (
            providers::BREVO,
            r#"[{"event":"delivered"},{"event":"opened"}]"#,
            &[(None, Some("delivered")), (None, Some("opened"))],
        ),
        (
            providers::BREVO,
            r#"{"event":"delivered"}"#,
            &[(None, Some("delivered"))],
        ),
        (
            providers::STRIPE,
            r#"{"id":"evt_1","type":"a"}"#,
            &[(Some("evt_1"), Some("a"))],
        ),
    ];
    for (scheme, body, expected) in rows {
        assert_items(&deliver(*scheme, |r| r.body(*body)), expected);
    }
    // Byte for byte.
    let delivery = deliver(providers::HUBSPOT_V3, |r| r.body("[ {\"a\" : 1.0} ,2]"));
    let texts: Vec<_> = delivery
        .items()
        .into_iter()
        .map(|item| item.json.into_owned())
        .collect();
    assert_eq!(texts, ["{\"a\" : 1.0}", "2"]);
    let deep = format!(
        "{{\"events\":[{}{}]}}",
        "[".repeat(60_000),
        "]".repeat(60_000)
    );
    assert!(
        !deliver(providers::LINE, |r| r.body(deep.clone()))
            .items()
            .is_empty()
    );
}

#[test]
fn an_entry_of_meta_gives_its_messages_and_what_has_none_itself() {
    let body = r#"{"object":"whatsapp_business_account","entry":[
        {"id":"page","changes":[
            {"field":"messages","value":{"messages":[{"id":"wamid.1","type":"text"},{"id":"wamid.2"}]}},
            {"field":"messages","value":{"statuses":[{"id":"wamid.0"}]}}]},
        {"id":"page","messaging":[{"message":{"mid":"m_1"}},{"read":{"watermark":1}}]},
        {"id":"user","changed_fields":["photos"]}]}"#;
    assert_items(
        &deliver(providers::META, |r| r.body(body)),
        &[
            (Some("wamid.1"), Some("text")),
            (Some("wamid.2"), None),
            (None, Some("messages")),
            (Some("m_1"), Some("message")),
            (None, Some("read")),
            (None, None),
        ],
    );
}

#[test]
fn what_an_item_of_meta_is_may_be_told_by_which_member_it_has() {
    let body = r#"{"object":"page","entry":[
        {"id":"page","messaging":[
            {"sender":{},"new":true,"postback":{"mid":"m_2"},"timestamp":1},
            {"sender":{},"recipient":{},"timestamp":1,"moon_rise":{},"sun_rise":{}},
            {"message":null,"read":{}},
            {"sender":{}},
            7]},
        {"id":"page","time":1,"standby":[{"message":{"mid":"m_3"}}]},
        {"id":"instagram","time":1,"field":"comments","value":{"id":"1"}}]}"#;
    assert_items(
        &deliver(providers::META, |r| r.body(body)),
        &[
            (None, Some("postback")),
            (None, Some("moon_rise")),
            (None, Some("read")),
            (None, None),
            (None, None),
            (None, Some("standby")),
            (None, Some("comments")),
        ],
    );
}

#[test]
fn an_id_that_repeats_for_other_events_identifies_only_together_with_them() {
    let item = |code: &str| {
        format!(
            r#"{{"NotificationRequestItem":{{"pspReference":"P","eventCode":"{code}","success":"true"}}}}"#
        )
    };
    let body = format!(
        r#"{{"notificationItems":[{},{}]}}"#,
        item("AUTHORISATION"),
        item("CAPTURE")
    );
    let headers = http::HeaderMap::new();
    let adyen = webhook_core::danger::assume_verified(providers::ADYEN, &headers, body).unwrap();
    assert_items(
        &Delivery::new(adyen, DeliveryContext::new("hooks", NOW)),
        &[
            (Some("P.AUTHORISATION.true"), Some("AUTHORISATION")),
            (Some("P.CAPTURE.true"), Some("CAPTURE")),
        ],
    );
    let events =
        r#"[{"_id":"m","event":"open","ts":1},{"_id":"m","event":"open","ts":2},{"event":"open"}]"#;
    let form = format!("mandrill_events={events}");
    assert_items(
        &deliver(providers::MANDRILL, |r| r.form(form.clone())),
        &[
            (Some("m.open.1"), Some("open")),
            (Some("m.open.2"), Some("open")),
            (None, Some("open")),
        ],
    );
}

#[test]
fn of_two_members_with_one_name_the_first_counts_as_it_does_everywhere() {
    let body = r#"{"events":[{"id":"EV1"}],"events":[{"id":"EV2"}]}"#;
    assert_items(
        &deliver(providers::GOCARDLESS, |r| r.body(body)),
        &[(Some("EV1"), None)],
    );
}

#[test]
fn a_batch_of_ones_own_says_where_its_items_are() {
    const OWN: Scheme = Scheme::hmac_sha256("own", "x-sig").batch(
        Batch::at("/rows")
            .id("/key")
            .event_type_first_of(&["/kind", "/type"]),
    );
    let body = r#"{"rows":[{"key":1,"type":"b"},{"key":2,"kind":"a","type":"b"}]}"#;
    assert_items(
        &deliver(OWN, |r| r.body(body)),
        &[(Some("1"), Some("b")), (Some("2"), Some("a"))],
    );
}

/// The keys of a delivery's items.
fn item_keys(scheme: Scheme, body: &str) -> Vec<String> {
    let delivery = deliver(scheme, |r| r.body(body.to_owned()));
    let items = delivery.items();
    let keys = items.iter().map(|item| delivery.item_key(item).unwrap());
    keys.map(|key| key.to_string()).collect()
}

#[test]
fn an_item_is_known_again_in_another_batch_and_mistaken_for_no_other() {
    // The same event, alone and redelivered: LINE changes what stands beside the id.
    let first = r#"{"events":[{"webhookEventId":"a","deliveryContext":{"isRedelivery":false}},{"webhookEventId":"b"}]}"#;
    let again = r#"{"events":[{"webhookEventId":"a","deliveryContext":{"isRedelivery":true}}]}"#;
    let keys = item_keys(providers::LINE, first);
    assert_eq!(keys[0], item_keys(providers::LINE, again)[0]);
    assert_ne!(keys[0], keys[1]);

    // An id that repeats for different events does not identify one: a message and its deletion.
    let sent =
        r#"{"object":"instagram","entry":[{"messaging":[{"message":{"mid":"m","text":"hi"}}]}]}"#;
    let gone = r#"{"object":"instagram","entry":[{"messaging":[{"message":{"mid":"m","is_deleted":true}}]}]}"#;
    assert_ne!(
        item_keys(providers::META, sent),
        item_keys(providers::META, gone)
    );
    assert_eq!(
        item_keys(providers::META, sent),
        item_keys(providers::META, sent)
    );

    // Without ids the content decides.
    let keys = item_keys(
        providers::BREVO,
        r#"[{"event":"opened"},{"event":"clicked"},{"event":"opened"}]"#,
    );
    assert_eq!(keys[0], keys[2]);
    assert_ne!(keys[0], keys[1]);

    // A batch of one is not its item; the same id elsewhere is another item.
    let one = r#"[{"sg_event_id":"a","event":"open"}]"#;
    let delivery = deliver(providers::SENDGRID, |r| r.body(one));
    let keys = item_keys(providers::SENDGRID, one);
    assert_ne!(delivery.dedupe_key().unwrap().to_string(), keys[0]);
    assert_ne!(
        keys[0],
        item_keys(providers::LINE, r#"{"events":[{"webhookEventId":"a"}]}"#)[0]
    );
}
