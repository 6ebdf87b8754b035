//! What makes two signed requests the same delivery.

use http::Request;
use webhook_core::{
    Scheme, Signer,
    scheme::{Algorithm, At, Component, Identity, MessageRules},
    signer::Outgoing,
};

use crate::{
    common::{NOW, key as dedupe_key, verify_at},
    sender::{self, BODY, SECRET, URL, USUAL, at, usual},
};

#[test]
fn a_nonce_may_identify_and_by_default_the_content_does() {
    const NONCE: Scheme = USUAL
        .event_id(&[At::InSignature("nonce")])
        .identity(Identity::SignedId(At::InSignature("nonce")));
    let key = |scheme: Scheme, params: &str| {
        let verified = verify_at(&at(scheme, SECRET, URL), &usual(params), NOW).unwrap();
        dedupe_key(verified)
    };
    let at = |seconds: i64, nonce: &str| {
        format!(";created={};nonce=\"{nonce}\"", NOW.as_secs() + seconds)
    };
    assert_eq!(
        key(NONCE, &at(0, "n1")),
        key(NONCE, &at(5, "n1")),
        "a retry"
    );
    assert_ne!(
        key(NONCE, &at(0, "n1")),
        key(NONCE, &at(0, "n2")),
        "another event"
    );
    assert_eq!(
        key(USUAL, &at(0, "n1")),
        key(USUAL, &at(5, "n2")),
        "one content"
    );
    let verified = verify_at(&sender::at(NONCE, SECRET, URL), &usual(&at(0, "n1")), NOW).unwrap();
    assert_eq!(verified.event_id().as_deref(), Some("n1"));
    // The signer puts the delivery's id there.
    let mut message = Outgoing::new(BODY.as_bytes(), NOW);
    message.id = Some("with \"quotes\" and \\");
    message.url = URL;
    let mut request = Request::post("/foo").body(BODY.into()).unwrap();
    *request.headers_mut() = Signer::new(NONCE, SECRET).unwrap().sign(&message).headers;
    let verified = verify_at(&sender::at(NONCE, SECRET, URL), &request, NOW).unwrap();
    assert_eq!(verified.event_id().as_deref(), message.id);
}

#[test]
fn look_alikes_that_differ_in_what_is_required_are_two_deliveries() {
    const WITH_TOPIC: Scheme = Scheme::message_signature(
        Algorithm::HmacSha256,
        "with-topic",
        MessageRules::new(&[
            Component::Query,
            Component::Field("x-topic"),
            Component::Field("date"),
            Component::ContentDigest,
        ]),
    );
    let key = |url: &str, topic: &str, date: &str| {
        let mut message = Outgoing::new(BODY.as_bytes(), NOW);
        let headers = [("x-topic", topic), ("date", date)];
        message.url = url;
        message.headers = &headers;
        let signed = Signer::new(WITH_TOPIC, SECRET).unwrap().sign(&message);
        let target = url.strip_prefix("https://example.com").unwrap();
        let mut request = Request::post(target).body(BODY.into()).unwrap();
        *request.headers_mut() = signed.headers;
        dedupe_key(verify_at(&at(WITH_TOPIC, SECRET, URL), &request, NOW).unwrap())
    };
    let first = key("https://example.com/foo?n=1", "a", "today");
    assert_eq!(
        first,
        key("https://example.com/foo?n=1", "a", "tomorrow"),
        "a retry"
    );
    assert_ne!(
        first,
        key("https://example.com/foo?n=2", "a", "today"),
        "the query"
    );
    assert_ne!(
        first,
        key("https://example.com/foo?n=1", "b", "today"),
        "the topic"
    );
}
