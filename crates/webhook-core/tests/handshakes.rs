//! Endpoint checks: vendors' own answers recomputed, what is signed is no event, and whoever is no
//! check is handled.

mod common;

use common::{NOW, cases, code, request_with, secret, verifier_with, verify};
use http::Request;
use proptest::prelude::*;
use webhook_core::{
    Inbound, Scheme, Secret, Verifier, danger,
    handshake::Agreed,
    providers,
    scheme::{At, Challenge, Handshake, Reply, When},
};

const EBAY: Scheme = Scheme::hmac_sha256("own-ebay", "x-ebay-signature").handshakes(&[Handshake {
    when: When::Get,
    challenge: Challenge::Token(At::Query("challenge_code")),
    reply: Reply::Hashed("challengeResponse"),
}]);

const UUID: &str = "81ac1b9c-9c19-4b32-8a8e-0b3e0a7f7a0d";
const HEX: &str = "20f9f8ed05f77439fe955c977e4c8a53";

fn get(verifier: &Verifier, target: &str, agreed: &Agreed) -> Option<String> {
    let request = Request::get(target).body(()).unwrap();
    let inbound = Inbound::new(request.method(), request.uri(), request.headers());
    let answer = verifier.greet(&inbound, agreed, NOW)?;
    Some(answer.body)
}

fn post(verifier: &Verifier, body: &str) -> Option<String> {
    let request = Request::post("/").body(()).unwrap();
    let inbound = Inbound::new(request.method(), request.uri(), request.headers());
    let answer = verifier.greet_post(&inbound, body.as_bytes(), &Agreed::default(), NOW)?;
    Some(answer.body)
}

#[test]
fn answers_are_those_of_the_vendors_own_code() {
    let nothing = Agreed::default();
    // npm braintree 3.40.0: gateway.webhookNotification.verify(..)
    let private = Secret::new("integration_private_key").key_id("integration_public_key");
    let braintree = Verifier::new(providers::BRAINTREE, private).unwrap();
    let answer = get(&braintree, &format!("/?bt_challenge={HEX}"), &nothing);
    let expected = "integration_public_key|d9b899556c966b3f06945ec21311865d35df3ce4";
    assert_eq!(answer.as_deref(), Some(expected));

    // npm smartcar 10.4.0: smartcar.hashChallenge(..)
    let smartcar = verifier_with(providers::SMARTCAR, "a management token of some length");
    let body = r#"{"eventType":"VERIFY","data":{"challenge":"c1b2d3-random_string"}}"#;
    let hash = "076ddbaee9c3f7a3f29263c51286f2f35946ba4dd063b6dd0b1e4b86da60df25";
    let expected = format!(r#"{{"challenge":"{hash}"}}"#);
    assert_eq!(post(&smartcar, body), Some(expected.clone()));
    let signed = request_with(providers::SMARTCAR, "a management token of some length");
    let verified = verify(&smartcar, &signed.body(body).build()).unwrap();
    assert_eq!(
        verified.handshake().map(|answer| answer.body),
        Some(expected)
    );

    // npm event-notification-nodejs-sdk 1.0.3: validateEndpoint(..)
    let ebay = verifier_with(EBAY, "not a part of the answer");
    let ebay = ebay.at_public_url("https://example.com/hook").unwrap();
    let agreed = Agreed::default().verify_token("the-verification-token-of-32-chars");
    let target = "/?challenge_code=a8628072-3d33-45ee-9004-bee86830a22d";
    let hash = "39f90ea2e2e5cffc41bbca5b154538cddcc1f0604cc6cdf9ca6d3bf7e4763d67";
    let expected = format!(r#"{{"challengeResponse":"{hash}"}}"#);
    assert_eq!(get(&ebay, target, &agreed), Some(expected));
    // Without what was agreed there is no answer.
    assert_eq!(get(&ebay, target, &nothing), None);

    // Python 3 hmac.
    let linkedin = verifier_with(providers::LINKEDIN, "a key of thirty-two bytes, as is");
    let answer = get(&linkedin, &format!("/?challengeCode={UUID}"), &nothing);
    let hmac = "04a314b9f30b7ce8568d1ac0ae4622eef1c67e38b0a4c310b3a3db7a29b01898";
    let expected = format!(r#"{{"challengeCode":"{UUID}","challengeResponse":"{hmac}"}}"#);
    assert_eq!(answer, Some(expected));
}

/// Every provider that signs challenges under the key of its events.
fn signing() -> impl Iterator<Item = (Scheme, Handshake)> {
    providers::ALL.iter().flat_map(|scheme| {
        let checks = scheme.handshakes_axis().iter();
        let signing = checks.filter(|check| check.reply.is_signed());
        signing.map(|check| (*scheme, *check))
    })
}

#[test]
fn a_challenge_that_could_be_an_event_is_not_signed() {
    let events = [
        r#"{"a":1}"#,
        "[]",
        r#""text""#,
        "a b",
        "a\nb",
        "v0:1795000000:{}",
        "hmacsha256={}",
        "bt_payload=x&y",
        "<notification/>",
        "é",
        "",
    ];
    let mut providers_seen = 0;
    for (scheme, check) in signing() {
        providers_seen += 1;
        let key = Secret::new(secret(scheme, 0)).key_id("public");
        let verifier = Verifier::new(scheme, key).unwrap();
        let answers = |challenge: &str| match check.challenge.place().unwrap() {
            At::Query(name) => {
                let escaped = challenge.bytes().map(|b| format!("%{b:02x}"));
                let target = format!("/?{name}={}", escaped.collect::<String>());
                get(&verifier, &target, &Agreed::default()).is_some()
            }
            At::Json(pointer) => {
                let (When::PostMember(at, value) | When::VerifiedMember(at, value)) = check.when
                else {
                    panic!("{}: a new form of check", scheme.name());
                };
                let (outer, inner) = pointer[1..].split_once('/').unwrap();
                let body =
                    serde_json::json!({at[1..]: value, outer: {inner: challenge}}).to_string();
                let request = request_with(scheme, secret(scheme, 0))
                    .body(body.clone())
                    .build();
                let verified = verify(&verifier, &request).unwrap();
                verified.handshake().is_some() || post(&verifier, &body).is_some()
            }
            other => panic!("{}: a challenge at {other:?}", scheme.name()),
        };
        assert!(
            answers(UUID) || answers(HEX),
            "{}: never answers",
            scheme.name()
        );
        for event in events {
            assert!(!answers(event), "{} signs {event:?}", scheme.name());
        }
    }
    // X, Zoom, LinkedIn, Braintree and Smartcar.
    assert_eq!(providers_seen, 5);
}

#[test]
fn what_was_signed_as_a_challenge_is_taken_for_no_event() {
    for (scheme, check) in signing() {
        let name = scheme.name();
        let verifier = verifier_with(scheme, secret(scheme, 0));
        let (challenges, as_body): (&[&str], fn(&str) -> String) = match check.challenge {
            Challenge::Token(_) => (&[UUID, HEX, "1", "true", "MDEyMzQ1Njc4OQ=="], str::to_owned),
            // Behind a literal that is in no challenge.
            Challenge::Uuid(_) => (&[UUID], |text| text.replacen("hmacsha256=", "", 1)),
            Challenge::Hex(_) => (&[HEX], |text| format!("bt_payload={text}")),
            other => panic!("{name}: {other:?} is signed"),
        };
        for challenge in challenges {
            let signature = sign_as_a_challenge(scheme, challenge);
            let mut request = request_with(scheme, secret(scheme, 0))
                .body(as_body(challenge))
                .build();
            if let Some(header) = request.headers_mut().get_mut(scheme.signature_header()) {
                *header = signature.parse().unwrap();
                let seen = code(&verifier, &request);
                assert!(
                    matches!(seen, "malformed" | "bad_signature"),
                    "{name}: {challenge}"
                );
            } else {
                // Signed as a payload, which is the same.
                assert_eq!(
                    code(&verifier, &request),
                    "malformed",
                    "{name}: {challenge}"
                );
            }
        }
    }
    // Others take any body: nobody signs it for a stranger.
    let plain = providers::GITHUB;
    let request = request_with(plain, secret(plain, 0)).body("true").build();
    let verifier = verifier_with(plain, secret(plain, 0));
    assert_eq!(code(&verifier, &request), "accepted");
}

/// The signature header that an answer to this challenge would let somebody send.
fn sign_as_a_challenge(scheme: Scheme, challenge: &str) -> String {
    if scheme.signature_header().is_empty() {
        return String::new();
    }
    // Over the challenge alone, in the scheme's grammar and encoding.
    let over_body = Scheme::hmac(scheme.algorithm(), "own", scheme.signature_header())
        .key_format(scheme.key_format_axis())
        .grammar(scheme.grammar_axis())
        .encoding(scheme.encoding_axis());
    let request = request_with(over_body, secret(scheme, 0))
        .body(challenge.to_owned())
        .build();
    let header = &request.headers()[scheme.signature_header()];
    header.to_str().unwrap().to_owned()
}

#[test]
fn a_verified_check_is_told_from_a_delivery() {
    let validation = r#"[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512d38b6-c7b8-40c8"}}]"#;
    let answered = r#"{"validationResponse":"512d38b6-c7b8-40c8"}"#;
    let event =
        r#"[{"eventType":"Microsoft.Storage.BlobCreated","data":{"validationCode":"512d"}}]"#;
    let markup = validation.replace("512d38b6", "<b>");
    let rows: &[(Scheme, &str, Option<&str>)] = &[
        (providers::AZURE_EVENT_GRID, validation, Some(answered)),
        (providers::AZURE_EVENT_GRID, event, None),
        (providers::AZURE_EVENT_GRID, &markup, None),
        (
            providers::XERO,
            r#"{"events":[],"entropy":"S0m3r4Nd0mt3xt"}"#,
            Some(""),
        ),
        (
            providers::XERO,
            r#"{"events":[{"eventType":"UPDATE"}]}"#,
            None,
        ),
        (providers::XERO, r#"{"events":{}}"#, None),
        (providers::XERO, r#"{"entropy":"S0m3r4Nd0mt3xt"}"#, None),
        (
            providers::TEBEX,
            r#"{"id":"2c11-91e0","type":"validation.webhook"}"#,
            Some(r#"{"id":"2c11-91e0"}"#),
        ),
        (
            providers::TEBEX,
            r#"{"id":"2c11-91e0","type":"payment.completed"}"#,
            None,
        ),
        (
            providers::MONDAY,
            r#"{"challenge":"3eZbrw1aBm2r"}"#,
            Some(r#"{"challenge":"3eZbrw1aBm2r"}"#),
        ),
        (
            providers::MONDAY,
            r#"{"event":{"challenge":"3eZbrw1aBm2r"}}"#,
            None,
        ),
    ];
    for (scheme, body, expected) in rows {
        let verified = danger::assume_verified(*scheme, &Default::default(), body.to_string());
        let answer = verified.unwrap().handshake();
        let seen = answer.as_ref().map(|answer| (answer.status, &*answer.body));
        assert_eq!(
            seen,
            expected.map(|body| (200, body)),
            "{}: {body}",
            scheme.name()
        );
    }
}

#[test]
fn fronts_challenge_stands_in_a_header_of_its_sync() {
    let scheme = providers::FRONT;
    let verifier = verifier_with(scheme, secret(scheme, 0));
    let answer = |body: &str| {
        let mut request = request_with(scheme, secret(scheme, 0))
            .body(body.to_owned())
            .build();
        request
            .headers_mut()
            .insert("x-front-challenge", "r4nd0m".parse().unwrap());
        verify(&verifier, &request)
            .unwrap()
            .handshake()
            .map(|answer| answer.body)
    };
    assert_eq!(
        answer(r#"{"type":"sync","authorization":{"id":"cmp_abc"}}"#).as_deref(),
        Some("r4nd0m")
    );
    assert_eq!(answer(r#"{"type":"inbound_received"}"#), None);
}

#[test]
fn a_revoked_twitch_subscription_is_an_event_of_its_own_type() {
    let typed = |status: &str| {
        let body =
            serde_json::json!({"subscription": {"status": status, "type": "channel.follow"}});
        let verified =
            danger::assume_verified(providers::TWITCH, &Default::default(), body.to_string());
        let verified = verified.unwrap();
        assert_eq!(verified.handshake(), None);
        verified.event_type().map(|text| text.into_owned())
    };
    assert_eq!(typed("enabled").as_deref(), Some("channel.follow"));
    for status in ["authorization_revoked", "user_removed", "version_removed"] {
        assert_eq!(typed(status).as_deref(), Some("revocation"), "{status}");
    }
}

#[test]
fn a_secret_is_taken_only_from_a_post_that_is_not_signed() {
    let secret_in = |scheme: Scheme, request: Request<&str>| {
        let inbound = Inbound::new(request.method(), request.uri(), request.headers());
        let first = scheme.first_use(&inbound, request.body().as_bytes())?;
        Some((
            first.answer.status,
            first.answer.headers.get("x-hook-secret").cloned(),
        ))
    };
    let hook =
        |request: http::request::Builder| request.header("x-hook-secret", "b537207f20cbfa02");
    let echoed = Some((200, Some("b537207f20cbfa02".parse().unwrap())));
    for scheme in [providers::ASANA, providers::CLIO] {
        assert_eq!(
            secret_in(scheme, hook(Request::post("/")).body("").unwrap()),
            echoed
        );
        assert_eq!(
            secret_in(scheme, hook(Request::get("/")).body("").unwrap()),
            None
        );
        assert_eq!(
            secret_in(scheme, Request::post("/").body("").unwrap()),
            None
        );
        let signed = hook(Request::post("/")).header("x-hook-signature", "00");
        assert_eq!(secret_in(scheme, signed.body("").unwrap()), None);
        let twice = hook(hook(Request::post("/"))).body("").unwrap();
        assert_eq!(secret_in(scheme, twice), None);
    }
    let token = r#"{"verification_token":"secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl"}"#;
    let notion = |body| secret_in(providers::NOTION, Request::post("/").body(body).unwrap());
    assert_eq!(notion(token), Some((200, None)));
    assert_eq!(notion(r#"{"verification_token":"<b>"}"#), None);
    assert_eq!(notion(r#"{"id":"1","type":"page.created"}"#), None);
    let late = format!("{}{token}", " ".repeat(4096));
    assert_eq!(notion(&late), None);
    assert_eq!(
        secret_in(
            providers::STRIPE,
            hook(Request::post("/")).body(token).unwrap()
        ),
        None
    );
}

#[test]
fn the_client_id_that_all_customers_share_authenticates_nobody() {
    let shared = danger::short_secret("UB7E5BXCXY");
    let error = Verifier::new(providers::ADOBE_ACROBAT_SIGN, shared).unwrap_err();
    assert!(
        error.to_string().contains("an application of your own"),
        "{error}"
    );
}

#[test]
fn what_was_agreed_shows_no_token() {
    let agreed = Agreed::default()
        .verify_token("the agreed one")
        .topics(["https://t.example"]);
    let debug = format!("{agreed:?}");
    assert!(
        debug.contains("t.example") && !debug.contains("agreed one"),
        "{debug}"
    );
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn no_request_makes_an_answer_of_markup_or_a_panic(
        method in prop_oneof![Just("GET"), Just("POST"), Just("HEAD"), Just("OPTIONS")],
        text in prop_oneof!["\\PC{0,80}", "[a-zA-Z0-9<>&' _=-]{1,12}"],
        body in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let agreed = Agreed::default().verify_token(text.clone()).topics([&text]).origins([&text]);
        let escaped: String = text.bytes().map(|b| format!("%{b:02x}")).collect();
        for scheme in providers::ALL.iter().filter(|scheme| !scheme.handshakes_axis().is_empty()) {
            let Some(keys) = webhook_core::testing::keys(scheme, &[7; 32]) else {
                continue;
            };
            let verifier = verifier_with(*scheme, &*keys.verifying);
            let mut query = "hub.mode=subscribe".to_owned();
            let mut request = Request::builder().method(method);
            let mut json = serde_json::json!({});
            for check in scheme.handshakes_axis() {
                if let When::GetAgreed { token, .. } = check.when {
                    query += &format!("&{token}={escaped}");
                }
                match check.challenge.place() {
                    Some(At::Query(name)) => query += &format!("&{name}={escaped}"),
                    Some(At::Header(name)) => request = request.header(name, text.as_bytes()),
                    Some(At::Json(pointer)) => json[&pointer[1..]] = text.clone().into(),
                    _ => {}
                }
            }
            let Ok(request) = request.uri(format!("/?{query}&hub.topic={escaped}")).body(()) else {
                continue;
            };
            let inbound = Inbound::new(request.method(), request.uri(), request.headers());
            let json = json.to_string();
            let answers = [
                verifier.greet(&inbound, &agreed, NOW),
                verifier.greet_post(&inbound, json.as_bytes(), &agreed, NOW),
                verifier.greet_post(&inbound, &body, &agreed, NOW),
                scheme.first_use(&inbound, json.as_bytes()).map(|first| first.answer),
                scheme.first_use(&inbound, &body).map(|first| first.answer),
            ];
            for answer in answers.into_iter().flatten() {
                prop_assert!(!answer.body.contains(['<', '>', '&', '\'', '\r', '\n']), "{}", answer.body);
            }
        }
    }
}
