//! Signatures inside the body: every one of a batch, under the right key, and nothing that passes
//! for a challenge.

mod common;

use bytes::Bytes;
use common::*;
use http::Request;
use serde_json::{Value, json};
use webhook_core::{Scheme, Secret, Secrets, Signer, Verifier, providers, signer::Outgoing};

const KEY: &str = "AD665B2EF8526E27E8149B1D1BCE935AF988BFC40098CA727E64FB8DA42B8950";
const PRIVATE: &str = "42e79efd3c2955d321b8dfcc3bb4b788";

fn sign(scheme: Scheme, secret: impl Into<Secret>, body: &str) -> String {
    let signer = Signer::new(scheme, secret).unwrap();
    let signed = signer.sign(&Outgoing::new(body.as_bytes(), NOW));
    String::from_utf8(signed.body).unwrap()
}

fn judge(scheme: Scheme, secrets: impl Into<Secrets>, body: &str) -> &'static str {
    let request = Request::post("/")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Bytes::from(body.to_owned()))
        .unwrap();
    code(&Verifier::new(scheme, secrets).unwrap(), &request)
}

fn items(references: &[&str]) -> String {
    let item = |reference: &&str| {
        json!({"NotificationRequestItem": {
            "pspReference": reference, "merchantAccountCode": "Shop", "eventCode": "AUTHORISATION",
            "amount": {"value": 1000, "currency": "EUR"}, "success": "true",
        }})
    };
    let items: Vec<_> = references.iter().map(item).collect();
    json!({"live": "false", "notificationItems": items}).to_string()
}

#[test]
fn every_item_of_an_adyen_batch_must_carry_its_own_signature() {
    let scheme = providers::ADYEN;
    let signed = sign(scheme, KEY, &items(&["A1", "B2", "C3"]));
    assert_eq!(judge(scheme, KEY, &signed), "accepted");
    for index in 0..3 {
        let item = format!("/notificationItems/{index}/NotificationRequestItem");
        let spoil = |change: fn(&mut Value)| {
            let mut body: Value = serde_json::from_str(&signed).unwrap();
            change(body.pointer_mut(&item).unwrap());
            judge(scheme, KEY, &body.to_string())
        };
        assert_eq!(
            spoil(|item| item["amount"]["value"] = json!(1)),
            "bad_signature"
        );
        assert_eq!(
            spoil(|item| item["success"] = json!("false")),
            "bad_signature"
        );
        assert_eq!(
            spoil(|item| item["additionalData"] = json!({})),
            "bad_signature"
        );
        assert_eq!(spoil(|item| *item = json!([])), "bad_signature");
    }
    // An item with the signature of another one, and one that was added.
    let mut body: Value = serde_json::from_str(&signed).unwrap();
    let first = body["notificationItems"][0].clone();
    body["notificationItems"]
        .as_array_mut()
        .unwrap()
        .push(first.clone());
    assert_eq!(
        judge(scheme, KEY, &body.to_string()),
        "accepted",
        "its own, twice"
    );
    let mut forged = first;
    forged["NotificationRequestItem"]["pspReference"] = json!("D4");
    body["notificationItems"]
        .as_array_mut()
        .unwrap()
        .push(forged);
    assert_eq!(judge(scheme, KEY, &body.to_string()), "bad_signature");
}

#[test]
fn t_53_bodies_of_any_other_form_are_refused_without_a_panic() {
    let deep = "[".repeat(60_000);
    for body in [
        "",
        "{}",
        "[]",
        "null",
        "x",
        &deep,
        r#"{"notificationItems":[]}"#,
        r#"{"notificationItems":{}}"#,
        r#"{"notificationItems":[{}]}"#,
        r#"{"notificationItems":[null]}"#,
        r#"{"signature":{"timestamp":[],"token":{},"signature":null}}"#,
        "bt_signature=&bt_payload=",
        "bt_signature=a%7Cb&bt_payload=%00",
        "bt_signature=%ff&bt_payload=eA==",
        "bt_signature=%7C%7C%7C%26%26&bt_payload=eA==",
    ] {
        for (scheme, secret) in [
            (providers::ADYEN, KEY),
            (providers::BRAINTREE, PRIVATE),
            (providers::MAILGUN, PRIVATE),
        ] {
            let code = judge(scheme, secret, body);
            let refused = ["malformed", "bad_signature"].contains(&code);
            assert!(refused, "{}: {body}: {code}", scheme.name());
        }
    }
}

#[test]
fn a_braintree_payload_that_could_be_a_challenge_is_refused() {
    let scheme = providers::BRAINTREE;
    // What the endpoint check would have signed for anybody who asks.
    for challenge in ["20f9f8ed05f77439fe955c977e4c8a53", "20f9f8ed05f77439fe95"] {
        let signed = sign(scheme, PRIVATE, &format!("bt_payload={challenge}"));
        assert_eq!(judge(scheme, PRIVATE, &signed), "malformed", "{challenge}");
    }
    let signed = sign(
        scheme,
        PRIVATE,
        "bt_payload=20f9f8ed05f77439fe955c977e4c8a53zz",
    );
    assert_eq!(judge(scheme, PRIVATE, &signed), "accepted");
}

#[test]
fn only_the_pair_of_the_configured_key_counts() {
    let scheme = providers::BRAINTREE;
    let ours = || Secret::new(PRIVATE).key_id("pubkey");
    let signed = sign(scheme, ours(), "bt_payload=PGtpbmQ%2B");
    assert_eq!(judge(scheme, ours(), &signed), "accepted");
    let other = Secret::new(PRIVATE).key_id("another");
    assert_eq!(judge(scheme, other, &signed), "bad_signature");
    assert_eq!(
        judge(scheme, PRIVATE, &signed),
        "accepted",
        "no key id is asked for"
    );
}

#[test]
fn a_mailgun_event_is_authenticated_and_not_called_verified() {
    let scheme = providers::MAILGUN;
    let signed = sign(
        scheme,
        PRIVATE,
        r#"{"event-data":{"id":"e-1","event":"opened"}}"#,
    );
    let request = Request::post("/").body(Bytes::from(signed)).unwrap();
    let verifier = Verifier::new(scheme, PRIVATE).unwrap();
    let verified = verify(&verifier, &request).unwrap();
    assert!(!verified.is_body_signed());
    assert_eq!(verified.timestamp(), Some(NOW));
    // The same token with another event is the same delivery: the token is what was signed.
    let forged = String::from_utf8(request.body().to_vec())
        .unwrap()
        .replace("e-1", "e-2");
    let forged = request.map(|_| Bytes::from(forged));
    let again = verify(&verifier, &forged).unwrap();
    assert_eq!(key(verified), key(again));
}
