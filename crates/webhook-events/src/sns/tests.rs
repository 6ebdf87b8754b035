use serde_json::Value;
use webhook_core::{providers, testing};

use super::*;
use crate::test_support::{Read, Table, TypeAt, delivery, table};

fn message(body: impl Into<bytes::Bytes>) -> SnsMessage {
    SnsMessage::new(delivery(providers::AWS_SNS, &[], body))
}

fn sample(provider: &str, name: &str) -> SnsMessage {
    message(testing::sample(provider, name).unwrap().body)
}

fn table(provider: &'static str) -> Table<SnsMessage> {
    Table {
        type_at: TypeAt::Body(&["/Type"]),
        members: &[
            ("/MessageId", Read::Id(SnsMessage::id)),
            ("/TopicArn", Read::Text(SnsMessage::topic_arn)),
            ("/Type", Read::Text(SnsMessage::type_name)),
            ("/Subject", Read::Text(SnsMessage::subject)),
            ("/Message", Read::Text(SnsMessage::message)),
            ("/Timestamp", Read::Time(SnsMessage::timestamp)),
            ("/UnsubscribeURL", Read::Text(SnsMessage::unsubscribe_url)),
            // Of confirmations, which SES has none of.
            ("/SubscribeURL", Read::Text(SnsMessage::subscribe_url)),
            ("/Token", Read::Text(SnsMessage::token)),
        ],
        ..table!(provider, message_type)
    }
}

#[test]
fn the_envelope_is_what_the_json_says() {
    assert_eq!(SnsMessageType::Notification, *"Notification");
    table("sns").check();
    let ses = table("ses");
    Table {
        type_of: |_, _| "Notification".to_owned(),
        members: &ses.members[..7],
        ..ses
    }
    .check();
}

#[test]
fn a_message_of_ses_has_its_event_inside() {
    for sample in testing::samples("ses") {
        let message = SnsMessage::new(delivery(providers::AWS_SES, &[], sample.body));
        assert_eq!(message.delivery().event_type(), Some(sample.name));
        let event: Value = message.message_json().unwrap();
        assert_eq!(event["mail"]["source"], "shop@example.com");
    }
}

#[test]
fn the_message_is_json_or_says_what_it_is() {
    #[derive(serde::Deserialize)]
    struct Borrowing<'a> {
        total: &'a str,
    }
    let order = sample("sns", "Notification");
    assert_eq!(
        order.message_json::<Borrowing<'_>>().unwrap().total,
        "12.50"
    );

    let words = sample("sns", "SubscriptionConfirmation").message_json::<Value>();
    assert!(matches!(words, Err(EventError::Payload(error)) if error.is_syntax()));
    let error = order.message_json::<std::collections::HashMap<String, u8>>();
    assert!(error.unwrap_err().to_string().contains("/total"));
    for body in ["{}", r#"{"Message":{"order":1}}"#, ""] {
        let none = message(body).message_json::<Value>();
        assert!(matches!(none, Err(EventError::Absent { .. })), "{body}");
    }
}

#[test]
fn attributes_are_read_by_name() {
    let order = sample("sns", "Notification");
    assert_eq!(order.attribute("kind").as_deref(), Some("order.placed"));
    assert_eq!(order.attribute("shop").as_deref(), Some("7"));
    assert_eq!(order.attribute("none"), None);
    for attributes in ["null", "[]", r#"{"a":"b"}"#, r#"{"a":{"Value":{}}}"#] {
        let drifted = message(format!(
            r#"{{"Subject":"s","MessageAttributes":{attributes}}}"#
        ));
        assert_eq!(
            (drifted.attribute("a"), drifted.subject()),
            (None, Some("s"))
        );
    }
}

/// Who reads the log can neither confirm a subscription nor read the message.
#[test]
fn debug_shows_neither_token_nor_message() {
    let shown = format!("{:?}", sample("sns", "SubscriptionConfirmation"));
    assert!(
        !shown.contains("2336412f") && !shown.contains("chosen"),
        "{shown}"
    );
}
