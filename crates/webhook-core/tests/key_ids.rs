//! A provider that names its key in a header, and a receiver that knows which keys are its own.

mod common;

use common::*;
use webhook_core::{Scheme, Secret, Signer, providers};

const NAMED: Scheme = Scheme::hmac_sha256("named", "x-sig").key_id_header("x-key");

fn keyed(key: usize, id: &str) -> Secret {
    Secret::new(secret(NAMED, key)).key_id(id)
}

#[test]
fn a_request_that_names_another_key_is_refused_however_it_is_signed() {
    let table: &[(Option<&str>, &str)] = &[
        (Some("app-1"), "accepted"),
        (Some("app-2"), "bad_signature"),
        (Some("app-"), "bad_signature"),
        (Some("app-11"), "bad_signature"),
        (Some("APP-1"), "bad_signature"),
        (Some(" "), "bad_signature"),
        (None, "bad_signature"),
    ];
    for (named, expected) in table {
        let mut request = request_with(NAMED, secret(NAMED, 0)).build();
        if let Some(named) = named {
            set_header(&mut request, "x-key", named.as_bytes()).unwrap();
        }
        let own = verifier_with(NAMED, keyed(0, "app-1"));
        assert_eq!(code(&own, &request), *expected, "{named:?}");
        // Who configured no id is asked for none.
        let any = verifier_with(NAMED, secret(NAMED, 0));
        assert_eq!(code(&any, &request), "accepted", "{named:?}");
    }
}

#[test]
fn of_several_keys_the_named_one_counts() {
    let both = verifier_with(
        NAMED,
        [
            keyed(0, "app-1").label("one"),
            keyed(1, "app-2").label("two"),
        ],
    );
    for (key, id, label) in [(0, "app-1", "one"), (1, "app-2", "two")] {
        let request = request_with(NAMED, keyed(key, id)).build();
        assert_eq!(
            header(&request, "x-key"),
            id.as_bytes(),
            "the signer names it"
        );
        let verified = verify(&both, &request).unwrap();
        assert_eq!(verified.secret_label(), Some(label));
    }
    let crossed = request_with(NAMED, keyed(0, "app-2")).build();
    assert_eq!(code(&both, &crossed), "bad_signature");
}

#[test]
fn a_key_that_is_named_twice_is_refused() {
    let mut request = request_with(NAMED, keyed(0, "app-1")).build();
    request
        .headers_mut()
        .append("x-key", "app-1".parse().unwrap());
    let own = verifier_with(NAMED, keyed(0, "app-1"));
    assert_eq!(code(&own, &request), "duplicate_header");
}

#[test]
fn pusher_names_its_application() {
    let secret = Secret::new("a secret of some length").key_id("appkey123");
    let signer = Signer::new(providers::PUSHER, secret).unwrap();
    let signed = signer.sign(&outgoing(b"{}", "https://a.example/"));
    assert_eq!(signed.headers["x-pusher-key"], "appkey123");
}
