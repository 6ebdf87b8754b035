//! A message of SNS: the members that are signed, and whose certificate is to be fetched for them.

use serde_json::Value;

use super::Topic;
use crate::{
    Refusal,
    scheme::{Algorithm, KeyHints, Keyed, TimeUnit},
    verifier::timestamp,
};

const NOTIFICATION: &[&str] = &[
    "Message",
    "MessageId",
    "Subject",
    "Timestamp",
    "TopicArn",
    "Type",
];
const CONFIRMATION: &[&str] = &[
    "Message",
    "MessageId",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
];
const MALFORMED: Refusal = Refusal::Malformed {
    what: "the body is no message of SNS",
};

/// The certificate's address, of a message about a topic that is expected.
pub(crate) fn certificate(hints: &KeyHints<'_>) -> Result<String, Refusal> {
    if hints
        .headers
        .get("x-amz-sns-rawdelivery")
        .is_some_and(|raw| raw == "true")
    {
        return Err(Refusal::Malformed {
            what: "raw message delivery takes the signature away: switch RawMessageDelivery off in the subscription",
        });
    }
    let message: Value = serde_json::from_slice(hints.body).map_err(|_| MALFORMED)?;
    let text = |name| message.get(name).and_then(Value::as_str).ok_or(MALFORMED);
    let arn = text("TopicArn")?;
    let topic = Topic::parse(arn).filter(|_| hints.configured.contains(&arn));
    let topic = topic.ok_or(Refusal::NotExpected {
        what: "the message's topic is not configured",
    })?;
    let url = text("SigningCertURL")?;
    if topic.has_certificate(url) {
        Ok(url.to_owned())
    } else {
        Err(Refusal::NotExpected {
            what: "the certificate's address is not one of SNS in the topic's region",
        })
    }
}

/// Whether the message is about this topic and signed with a key of SNS.
pub(crate) fn verify(key: &Keyed<'_>, body: &[u8]) -> Result<bool, Refusal> {
    let message: Value = serde_json::from_slice(body).map_err(|_| MALFORMED)?;
    let text = |name| message.get(name).and_then(Value::as_str);
    // The versions differ in the hash alone, and both are made with the same keys.
    let algorithm = match text("SignatureVersion") {
        Some("1") => Algorithm::RsaSha1,
        Some("2") => Algorithm::RsaSha256,
        _ => return Err(MALFORMED),
    };
    let content = content(&message).ok_or(MALFORMED)?;
    let is_its = text("TopicArn") == key.configured();
    let signature = text("Signature").unwrap_or_default();
    Ok(is_its && key.accepts_as(algorithm, content.as_bytes(), signature))
}

/// The message about this topic, signed as SNS does today (version 2).
pub(crate) fn sign(key: &Keyed<'_>, body: &[u8]) -> Option<Vec<u8>> {
    let mut message: Value = serde_json::from_slice(body).ok()?;
    let topic = key.configured()?;
    let host = Topic::parse(topic)?.host();
    let time = timestamp::write(key.time(), TimeUnit::DateTime);
    let members = message.as_object_mut()?;
    members.insert("Timestamp".to_owned(), time.into());
    members.insert("TopicArn".to_owned(), topic.into());
    members.insert("SignatureVersion".to_owned(), "2".into());
    members.insert(
        "SigningCertURL".to_owned(),
        format!("https://{host}/SimpleNotificationService-test.pem").into(),
    );
    let signature = key.sign(content(&message)?.as_bytes());
    message
        .as_object_mut()?
        .insert("Signature".to_owned(), signature.into());
    Some(message.to_string().into_bytes())
}

/// Name and value of each signed member, a line each.
fn content(message: &Value) -> Option<String> {
    let confirms = match message.get("Type")?.as_str()? {
        "Notification" => false,
        "SubscriptionConfirmation" | "UnsubscribeConfirmation" => true,
        _ => return None,
    };
    let mut content = String::new();
    for name in if confirms { CONFIRMATION } else { NOTIFICATION } {
        match message.get(*name) {
            Some(Value::String(text)) => content.extend([name, "\n", text, "\n"]),
            None | Some(Value::Null) if *name == "Subject" => {}
            _ => return None,
        }
    }
    Some(content)
}
