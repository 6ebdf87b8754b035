//! A message of SNS: the members that are signed, and whose certificate is to be fetched for them.

use super::Topic;
use crate::{
    Refusal,
    json_tree::{Node, Style},
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
    let message = Node::of_body(hints.body)?;
    let text = |name| member(&message, name).ok_or(MALFORMED);
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
    let message = Node::of_body(body)?;
    let text = |name| member(&message, name);
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
    let mut message = Node::parse(body)?;
    let topic = key.configured()?;
    let host = Topic::parse(topic)?.host();
    let time = timestamp::write(key.time(), TimeUnit::DateTime);
    message.set("/Timestamp", time)?;
    message.set("/TopicArn", topic.to_owned())?;
    message.set("/SignatureVersion", "2".to_owned())?;
    let certificate = format!("https://{host}/SimpleNotificationService-test.pem");
    message.set("/SigningCertURL", certificate)?;
    let signature = key.sign(content(&message)?.as_bytes());
    message.set("/Signature", signature)?;
    Some(message.write(Style::default()).into_bytes())
}

/// Name and value of each signed member, a line each.
fn content(message: &Node<'_>) -> Option<String> {
    let confirms = match member(message, "Type")? {
        "Notification" => false,
        "SubscriptionConfirmation" | "UnsubscribeConfirmation" => true,
        _ => return None,
    };
    let mut content = String::new();
    for name in if confirms { CONFIRMATION } else { NOTIFICATION } {
        let Some(text) = member(message, name) else {
            let absent = matches!(named(message, name), None | Some(Node::Bare("null")));
            if absent && *name == "Subject" {
                continue;
            }
            return None;
        };
        // Lines of its own would let one signature stand for several messages: what one member ends
        // with could be another member as well. Only a message's text has them.
        if text.contains('\n') && *name != "Message" {
            return None;
        }
        content.extend([name, "\n", text, "\n"]);
    }
    Some(content)
}

fn named<'m>(message: &'m Node<'_>, name: &str) -> Option<&'m Node<'m>> {
    message.at(&format!("/{name}"))
}

/// A member that is a text.
fn member<'m>(message: &'m Node<'_>, name: &str) -> Option<&'m str> {
    match named(message, name)? {
        Node::Text(text) => Some(text),
        _ => None,
    }
}
