use serde_json::Value;
use webhook_core::{providers, testing};

use super::*;
use crate::test_support::{Member, assert_envelope, delivery};

fn message(body: impl Into<bytes::Bytes>) -> SnsMessage {
    SnsMessage::new(delivery(providers::AWS_SNS, &[], body))
}

fn sample(provider: &str, name: &str) -> SnsMessage {
    message(testing::sample(provider, name).unwrap().body)
}

#[test]
fn the_envelope_is_read_and_drifts_alone() {
    let both = [
        Member::Text("/MessageId", SnsMessage::id),
        Member::Text("/TopicArn", SnsMessage::topic_arn),
        Member::Text("/Type", SnsMessage::type_name),
        Member::Text("/Subject", SnsMessage::subject),
        Member::Text("/Message", SnsMessage::message),
        Member::Time("/Timestamp", SnsMessage::timestamp),
        Member::Text("/UnsubscribeURL", SnsMessage::unsubscribe_url),
    ];
    assert_envelope(providers::AWS_SES, &both);
    assert_envelope(providers::AWS_SNS, &both);
    assert_envelope(
        providers::AWS_SNS,
        &[
            Member::Text("/SubscribeURL", SnsMessage::subscribe_url),
            Member::Text("/Token", SnsMessage::token),
        ],
    );
}

#[test]
fn every_sample_is_of_a_known_type() {
    for sample in testing::samples("sns") {
        let message = message(sample.body);
        assert!(message.message_type().is_known());
        assert_eq!(*message.message_type(), sample.name);
        assert_eq!(message.payload::<Value>().unwrap()["Type"], sample.name);
    }
    for sample in testing::samples("ses") {
        let message = SnsMessage::new(delivery(providers::AWS_SES, &[], sample.body));
        assert_eq!(*message.message_type(), SnsMessageType::Notification);
        assert_eq!(message.delivery().event_type(), Some(sample.name));
        assert_eq!(
            message.message_json::<Value>().unwrap()["mail"]["source"],
            "shop@example.com"
        );
    }
    let unknown = message(r#"{"Type":"Moonrise"}"#);
    assert_eq!(
        *unknown.message_type(),
        SnsMessageType::Unknown("Moonrise".into())
    );
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
