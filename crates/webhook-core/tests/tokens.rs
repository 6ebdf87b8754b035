//! JSON Web Tokens: the algorithm is the scheme's, the token is about this very request, and its
//! times are held against the clock.

mod common;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use common::*;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use webhook_core::{Secret, Secrets, Verifier, providers};

const SECRET: &str = "a secret of the account, long enough";
const BODY: &str = r#"{"id":"EV_1","event":"room_started"}"#;

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn signed(header: &Value, claims: &Value, key: &[u8]) -> String {
    let head = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(head.as_bytes());
    let tag = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{head}.{tag}")
}

fn claims() -> Value {
    let now = NOW.as_secs();
    let hash = STANDARD.encode(Sha256::digest(BODY));
    json!({"iss": "APIkey", "nbf": now, "exp": now + 300, "sha256": hash})
}

fn hs256() -> Value {
    json!({"alg": "HS256", "typ": "JWT"})
}

/// What LiveKit's scheme makes of a token.
fn judge(token: &str) -> &'static str {
    judge_with(Secret::new(SECRET).key_id("APIkey"), token)
}

fn judge_with(secrets: impl Into<Secrets>, token: &str) -> &'static str {
    let request = Request::post("/")
        .header("authorization", token)
        .body(BODY.into())
        .unwrap();
    let verifier = Verifier::new(providers::LIVEKIT, secrets).unwrap();
    code(&verifier, &request)
}

#[test]
fn t_07_the_algorithm_is_the_schemes_and_never_the_tokens() {
    let good = signed(&hs256(), &claims(), SECRET.as_bytes());
    assert_eq!(judge(&good), "accepted");
    let unsigned = |alg: &str| format!("{}.{}.", part(&json!({"alg": alg})), part(&claims()));
    for alg in ["none", "None", "NONE", "HS256", ""] {
        assert_eq!(judge(&unsigned(alg)), "bad_signature", "{alg}");
    }
    // The right MAC under a header that names something else.
    for alg in [
        "none", "HS384", "HS512", "RS256", "ES256", "EdDSA", "hs256", "", "A256GCM",
    ] {
        let header = json!({"alg": alg, "typ": "JWT"});
        let token = signed(&header, &claims(), SECRET.as_bytes());
        assert_eq!(judge(&token), "bad_signature", "{alg}");
    }
    // Keys that the token brings along are not looked at.
    for header in [
        json!({"alg": "HS256", "jwk": {"kty": "oct", "k": "AAAA"}}),
        json!({"alg": "HS256", "jku": "https://attacker.example/keys"}),
        json!({"alg": "HS256", "kid": "../../dev/null"}),
    ] {
        let foreign = signed(&header, &claims(), b"a key of the attacker's own choosing");
        assert_eq!(judge(&foreign), "bad_signature", "{header}");
    }
}

#[test]
fn a_token_about_another_request_is_refused() {
    let other = STANDARD.encode(Sha256::digest("other"));
    for (claim, value, expected) in [
        ("sha256", json!(other), "bad_signature"),
        ("sha256", json!(""), "bad_signature"),
        ("sha256", json!(7), "bad_signature"),
        ("sha256", Value::Null, "bad_signature"),
        ("iss", json!("somebody"), "bad_signature"),
        ("iss", Value::Null, "bad_signature"),
        ("x", json!("y"), "accepted"),
    ] {
        let mut changed = claims();
        changed[claim] = value.clone();
        let token = signed(&hs256(), &changed, SECRET.as_bytes());
        assert_eq!(judge(&token), expected, "{claim}: {value}");
    }
    // Without a key id any issuer that holds the secret will do.
    let mut anybody = claims();
    anybody["iss"] = json!("APIother");
    let token = signed(&hs256(), &anybody, SECRET.as_bytes());
    assert_eq!(judge_with(SECRET, &token), "accepted");
    assert_eq!(judge(&token), "bad_signature");
}

#[test]
fn t_62_the_times_of_a_token_are_held_against_the_clock() {
    let now = NOW.as_secs();
    let table = [
        (json!({"exp": now - 300}), "accepted"),
        (json!({"exp": now - 301}), "stale"),
        (json!({"nbf": now + 300}), "accepted"),
        (json!({"nbf": now + 301}), "from_future"),
        (json!({"iat": now + 301}), "from_future"),
        (json!({"exp": i64::MIN}), "stale"),
        (json!({"exp": i64::MAX}), "accepted"),
        (json!({"nbf": i64::MAX}), "from_future"),
        (json!({"exp": "tomorrow"}), "malformed"),
        (json!({"exp": 1.5}), "malformed"),
        (json!({"exp": null}), "malformed"),
    ];
    for (times, expected) in table {
        let mut changed = claims();
        for (claim, value) in times.as_object().unwrap() {
            changed[claim] = value.clone();
        }
        let token = signed(&hs256(), &changed, SECRET.as_bytes());
        assert_eq!(judge(&token), expected, "{times}");
    }
    let mut undated = claims();
    let members = undated.as_object_mut().unwrap();
    members.remove("nbf");
    members.remove("exp");
    let token = signed(&hs256(), &undated, SECRET.as_bytes());
    assert_eq!(judge(&token), "malformed", "a token without a time");
}

#[test]
fn a_token_that_needs_no_time_is_held_to_the_one_it_brings() {
    let now = NOW.as_secs();
    for (times, expected) in [
        (json!({}), "accepted"),
        (json!({"exp": now - 300}), "accepted"),
        (json!({"exp": now - 301}), "stale"),
        (json!({"iat": now - 301}), "stale"),
        (json!({"nbf": now + 301}), "from_future"),
    ] {
        let mut claims = json!({"request_body_sha256": STANDARD.encode(Sha256::digest(BODY))});
        for (claim, value) in times.as_object().unwrap() {
            claims[claim] = value.clone();
        }
        let token = signed(&hs256(), &claims, SECRET.as_bytes());
        let request = Request::post("/")
            .header(providers::FUSIONAUTH.signature_header(), token)
            .body(BODY.into())
            .unwrap();
        let verifier = Verifier::new(providers::FUSIONAUTH, SECRET).unwrap();
        assert_eq!(code(&verifier, &request), expected, "{times}");
    }
}

#[test]
fn t_53_whatever_stands_in_the_tokens_place_is_refused_without_a_panic() {
    let good = signed(&hs256(), &claims(), SECRET.as_bytes());
    let deep = URL_SAFE_NO_PAD.encode("[".repeat(4_000));
    let texts = [
        ".".to_owned(),
        "..".to_owned(),
        "a".to_owned(),
        "a.b".to_owned(),
        "a.b.c".to_owned(),
        "a.b.c.d".to_owned(),
        format!("{good}."),
        format!(".{good}"),
        format!("Bearer {good}"),
        format!("{good}="),
        good.replace('.', ".."),
        format!("{}.{deep}.x", part(&hs256())),
    ];
    for token in &texts {
        assert_ne!(judge(token), "accepted", "{token}");
    }
}
