//! `hookgate providers`: the table and its JSON.

mod common;

use std::{io::Read as _, process::Stdio};

use axum_webhook::providers;
use common::{hookgate, run};
use serde_json::Value;

#[test]
fn json_holds_every_provider_under_stable_names() {
    let listing = run(&["providers", "--json"]);
    assert_eq!(listing.code, Some(0));
    let listing: Vec<Value> = serde_json::from_str(&listing.stdout).unwrap();
    let names: Vec<_> = listing
        .iter()
        .map(|provider| provider["name"].as_str().unwrap())
        .collect();
    let shipped: Vec<_> = providers::ALL.iter().map(|scheme| scheme.name()).collect();
    assert_eq!(names, shipped);
    let fields = [
        "name",
        "title",
        "algorithm",
        "key",
        "signed",
        "signature_header",
        "signature",
        "signs_body",
        "signs_url",
        "timestamp",
        "stamped",
        "tolerance_secs",
        "methods",
        "identity",
        "event_id",
        "event_type",
        "max_body_bytes",
        "retry_horizon_secs",
        "response_deadline_secs",
        "final_statuses",
        "success_answer",
        "sources",
        "batches",
        "endpoint_check",
        "features",
        "keys",
        "configured",
        "evidence",
        "docs",
        "notes",
    ];
    for provider in &listing {
        let provider = provider.as_object().unwrap();
        assert_eq!(provider.len(), fields.len());
        for field in fields {
            assert!(provider.contains_key(field), "{field}");
        }
    }
}

#[test]
fn json_says_what_the_scheme_says() {
    let stripe = run(&["providers", "stripe", "--json"]);
    let stripe: Value = serde_json::from_str(&stripe.stdout).unwrap();
    let expected = serde_json::json!([{
        "name": "stripe",
        "title": "Stripe",
        "algorithm": "HMAC-SHA256",
        "key": "the secret's text",
        "signed": "{timestamp}.{body}",
        "signature_header": "stripe-signature",
        "signature": "t={timestamp},v1={hex}",
        "signs_body": true,
        "signs_url": false,
        "timestamp": "t= in the signature",
        "stamped": "per-attempt",
        "tolerance_secs": 300,
        "methods": ["POST"],
        "identity": "signed id, body /id",
        "event_id": ["body /id"],
        "event_type": ["body /type"],
        "max_body_bytes": 2 * 1024 * 1024,
        "retry_horizon_secs": 3 * 24 * 3600,
        "response_deadline_secs": null,
        "final_statuses": [],
        "success_answer": "any 2xx",
        "sources": [],
        "batches": false,
        "endpoint_check": "none",
        "features": [],
        "keys": null,
        "configured": null,
        "evidence": "vendor-source",
        "docs": providers::STRIPE.docs(),
        "notes": [],
    }]);
    assert_eq!(stripe, expected);
}

#[test]
fn json_says_where_keys_are_fetched_and_what_is_configured() {
    let cases = [
        (
            "plaid",
            "a JSON Web Key, fetched: https://production.plaid.com/webhook_verification_key/get, the key named by the token's kid",
            serde_json::json!(null),
            serde_json::json!(["jwt"]),
        ),
        (
            "sns",
            "a certificate, fetched: the address that the request names, if it is the provider's",
            serde_json::json!("the ARN of one topic: arn:aws:sns:us-east-1:123456789012:orders"),
            serde_json::json!(["rsa", "x509"]),
        ),
    ];
    for (name, keys, configured, features) in cases {
        let listing = run(&["providers", name, "--json"]);
        let facts: Value = serde_json::from_str(&listing.stdout).unwrap();
        assert_eq!(facts[0]["key"], "fetched", "{name}");
        assert_eq!(facts[0]["keys"], keys, "{name}");
        assert_eq!(facts[0]["configured"], configured, "{name}");
        assert_eq!(facts[0]["features"], features, "{name}");
        let table = run(&["providers", name]).stdout;
        assert!(table.contains(keys), "{table}");
    }
}

#[test]
fn the_list_has_a_line_for_every_provider() {
    let listing = run(&["providers"]);
    assert_eq!(listing.code, Some(0));
    let lines: Vec<_> = listing.stdout.lines().collect();
    for (line, scheme) in lines.iter().zip(providers::ALL) {
        assert!(line.starts_with(scheme.name()), "{line}");
        assert!(line.ends_with(scheme.title()), "{line}");
    }
    assert_eq!(lines.len(), providers::ALL.len() + 2);
}

#[test]
fn the_table_shows_those_that_are_asked_for_and_their_documentation() {
    let asked = [providers::STRIPE, providers::TWILIO, providers::SQUARE];
    let names: Vec<_> = asked.iter().map(|scheme| scheme.name()).collect();
    let listing = run(&[&["providers"], &names[..]].concat());
    assert_eq!(listing.code, Some(0));
    for scheme in asked {
        for text in [
            scheme.name(),
            scheme.title(),
            scheme.signature_header(),
            scheme.docs(),
        ] {
            assert!(listing.stdout.contains(text), "{text}");
        }
    }
    let (table, _) = listing.stdout.split_once("\n\n").unwrap();
    assert!(
        table.lines().all(|line| line.chars().count() <= 120),
        "{table}"
    );
    let one = run(&["providers", "twilio"]);
    assert!(one.stdout.contains("signs the URL") && !one.stdout.contains("stripe"));
    assert!(one.stdout.contains("made by the handler: TwiML"));
    let one = run(&["providers", "mailgun"]);
    assert!(one.stdout.contains("200, and no other status; 406"));
}

#[test]
fn an_unknown_name_says_where_the_known_are() {
    for (name, says) in [
        (
            "acme",
            "there is no provider \"acme\"; see them all with: hookgate providers",
        ),
        ("stirpe", "(did you mean stripe?)"),
    ] {
        let unknown = run(&["providers", name]);
        assert_eq!(unknown.code, Some(2));
        assert!(unknown.stderr.contains(says), "{}", unknown.stderr);
        assert_eq!(unknown.stderr.lines().count(), 1, "{}", unknown.stderr);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_panic() {
    let mut child = hookgate()
        .args(["providers", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut errors = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut errors)
        .unwrap();
    child.wait().unwrap();
    assert_eq!(errors, "");
}
