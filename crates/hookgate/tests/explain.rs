//! `explain`: each diagnosis, by breaking a genuine request in just that way.

mod common;

use std::io::Write as _;

use axum_webhook::{
    Scheme,
    core::{Signer, UnixTime, scheme::KeyFormat, signer::Outgoing},
    providers, testing,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use common::{argument, run_with_input};
use hookgate::capture::Capture;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::Value;

const NOW: i64 = 1_795_000_000;
const TEXT: &str = "whsec_test_0123456789abcdef";
const ENCODED: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const URL: &str = "https://hooks.example.com/twilio";
const BODY: &str = r#"{"id":"evt_1","type":"invoice.paid","data":{"name":"Zoë 😀","url":"https://example.com/a","tag":"<b>&"},"a":[1,2.50]}"#;

/// A genuine request as it arrived.
fn genuine(scheme: Scheme, secret: &str, body: &str) -> Capture {
    genuine_at(scheme, secret, body, NOW)
}

fn genuine_at(scheme: Scheme, secret: &str, body: &str, time: i64) -> Capture {
    let form = scheme.signs_url() || body.starts_with("payload=");
    let signed = Signer::new(scheme, secret).unwrap().sign(&Outgoing {
        url: URL,
        id: Some("msg_1"),
        event_type: Some("push"),
        content_type: Some(if form {
            "application/x-www-form-urlencoded"
        } else {
            "application/json"
        }),
        ..Outgoing::new(body.as_bytes(), UnixTime::from_secs(time))
    });
    Capture {
        method: Method::POST,
        url: "/hooks".parse().unwrap(),
        headers: signed.headers,
        body: body.to_owned().into(),
        received_at: Some(UnixTime::from_secs(NOW)),
    }
}

/// The answer of the tool, as JSON.
fn explain(provider: &str, secrets: &[&str], capture: &Capture, more: &[&str]) -> Value {
    let mut args = vec!["explain", provider, "--json"];
    for secret in secrets {
        args.extend(["--secret", secret]);
    }
    args.extend(more);
    let finished = run_with_input(&args, capture.to_json().as_bytes());
    for secret in secrets {
        let bare = secret.trim().trim_start_matches("whsec_");
        let said = format!("{}{}", finished.stdout, finished.stderr);
        assert!(!said.contains(bare), "it says the secret: {said}");
    }
    let answer: Value = serde_json::from_str(&finished.stdout)
        .unwrap_or_else(|_| panic!("{}{}", finished.stdout, finished.stderr));
    let expected = if answer["verifies"] == true { 0 } else { 1 };
    assert_eq!(finished.code, Some(expected), "{answer}");
    answer
}

/// `code certainty` of each diagnosis.
fn codes(answer: &Value) -> Vec<String> {
    let diagnoses = answer["diagnoses"].as_array().expect("diagnoses");
    diagnoses
        .iter()
        .map(|one| {
            assert!(!one["fix"].as_str().expect("a fix").is_empty());
            assert!(!one["what"].as_str().expect("a cause").is_empty());
            format!(
                "{} {}",
                one["code"].as_str().unwrap(),
                one["certainty"].as_str().unwrap()
            )
        })
        .collect()
}

fn with_body(capture: &Capture, body: impl Into<Vec<u8>>) -> Capture {
    Capture {
        body: body.into().into(),
        ..capture.clone()
    }
}

fn with_header(capture: &Capture, name: &'static str, value: &str) -> Capture {
    let mut capture = capture.clone();
    capture.headers.insert(
        HeaderName::from_static(name),
        HeaderValue::from_str(value).unwrap(),
    );
    capture
}

#[test]
fn a_genuine_request_verifies_whoever_sent_it() {
    for scheme in providers::ALL {
        // Those whose keys are fetched have their own requests, in fetched.rs.
        let keys = testing::keys(scheme, b"a key of thirty-two bytes, as is");
        let Some(keys) = keys.filter(|_| scheme.fetched_keys().is_none()) else {
            continue;
        };
        let time = UnixTime::from_secs(NOW);
        let sample = testing::samples(scheme.name()).next().expect("a sample");
        let request = testing::request(*scheme, keys.signing_secret())
            .url(URL)
            .at(time)
            .sample(&sample.fresh(scheme, "a1").stamped(scheme, time))
            .build();
        let (parts, body) = request.into_parts();
        let capture = Capture {
            method: parts.method,
            url: parts.uri,
            headers: parts.headers,
            body,
            received_at: Some(time),
        };
        let secret = argument(&keys.verifying, keys.key_id);
        let answer = explain(scheme.name(), &[&secret], &capture, &["--url", URL]);
        assert_eq!(answer["verifies"], true, "{answer}");
        assert_eq!(codes(&answer), [""; 0]);
    }
}

#[test]
fn the_secret_that_matches_is_told() {
    let capture = genuine(providers::STRIPE, TEXT, BODY);
    let answer = explain("stripe", &["whsec_another_0123456789", TEXT], &capture, &[]);
    assert_eq!(
        (&answer["verifies"], &answer["secret"]),
        (&Value::from(true), &Value::from(2))
    );
    assert_eq!(answer["id"], "evt_1");
}

#[test]
fn a_body_that_was_changed_is_proven_by_undoing_it() {
    let latin1 = |text: &str| text.bytes().map(char::from).collect::<String>();
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let value: Value = serde_json::from_str(BODY).unwrap();
    // The name of the change, what was signed, what arrived.
    let no_emoji = BODY.replace("😀", "ü");
    let to_latin1: Vec<u8> = no_emoji.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let ascii = BODY.replace("Zoë 😀", "Zo\\u00eb \\ud83d\\ude00");
    let cases: Vec<(&str, String, Vec<u8>)> = vec![
        ("newline_added", BODY.into(), format!("{BODY}\n").into()),
        ("newline_added", BODY.into(), format!("{BODY}\r\n").into()),
        ("newline_removed", format!("{BODY}\n"), BODY.into()),
        ("line_ends", "{\"a\":\n1}".into(), "{\"a\":\r\n1}".into()),
        ("line_ends", "{\"a\":\r\n1}".into(), "{\"a\":\n1}".into()),
        (
            "byte_order_mark",
            BODY.into(),
            format!("\u{feff}{BODY}").into(),
        ),
        ("byte_order_mark", format!("\u{feff}{BODY}"), BODY.into()),
        ("charset", BODY.into(), latin1(BODY).into()),
        ("charset", no_emoji, to_latin1),
        ("compressed", BODY.into(), gzip(BODY)),
        ("base64_body", BODY.into(), STANDARD.encode(BODY).into()),
        (
            "json_in_json",
            BODY.into(),
            serde_json::to_vec(BODY).unwrap(),
        ),
        (
            "json_rewritten",
            BODY.into(),
            BODY.replace("\":", "\": ").replace(",\"", ", \"").into(),
        ),
        ("json_rewritten", BODY.into(), ascii.clone().into()),
        ("json_rewritten", ascii.clone(), BODY.into()),
        (
            "json_rewritten",
            BODY.into(),
            BODY.replace('/', "\\/").into(),
        ),
        ("json_rewritten", BODY.replace('/', "\\/"), BODY.into()),
        (
            "json_rewritten",
            BODY.into(),
            BODY.replace('<', "\\u003c")
                .replace('>', "\\u003e")
                .replace('&', "\\u0026")
                .into(),
        ),
        // The writer's order is that of the document: serde_json's maps are sorted.
        (
            "json_rewritten",
            value.to_string(),
            serde_json::to_vec_pretty(&value).unwrap(),
        ),
        (
            "json_rewritten",
            serde_json::to_string_pretty(&value).unwrap(),
            value.to_string().into(),
        ),
    ];
    for (scheme, secret) in [
        (providers::STRIPE, TEXT),
        (providers::GITHUB, TEXT),
        (providers::SVIX, ENCODED),
    ] {
        for (code, signed, arrived) in &cases {
            let capture = genuine(scheme, secret, signed);
            let broken = with_body(&capture, arrived.clone());
            let answer = explain(scheme.name(), &[secret], &broken, &[]);
            let expected = format!("{code} proven");
            assert_eq!(codes(&answer), [expected], "{} {arrived:?}", scheme.name());
        }
    }
}

#[test]
fn a_rewritten_form_is_proven() {
    let signed = "payload=%7B%22a%22%3A1%7D&text=a+b";
    let arrived = [
        signed.replace("%7B%22a%22%3A1%7D", "%7b%22a%22%3a1%7d"),
        signed.replace('+', "%20"),
    ];
    for (scheme, secret) in [(providers::SLACK, TEXT), (providers::GITHUB, TEXT)] {
        for arrived in &arrived {
            let capture = genuine(scheme, secret, signed);
            let answer = explain(
                scheme.name(),
                &[secret],
                &with_body(&capture, arrived.as_str()),
                &[],
            );
            assert_eq!(codes(&answer), ["form_rewritten proven"], "{arrived}");
        }
    }
}

#[test]
fn a_secret_in_another_form_is_proven() {
    let hex = const_hex::encode(b"sixteen bytes or more");
    // The change, the scheme and secret that signed, the secret that is believed in.
    let cases = [
        (
            "secret_blank",
            providers::STRIPE,
            TEXT.to_owned(),
            format!("{TEXT}\n"),
        ),
        (
            "secret_blank",
            providers::SVIX,
            ENCODED.to_owned(),
            format!(" {ENCODED}"),
        ),
        (
            "secret_quoted",
            providers::STRIPE,
            TEXT.to_owned(),
            format!("\"{TEXT}\""),
        ),
        (
            "secret_quoted",
            providers::SVIX,
            ENCODED.to_owned(),
            format!("'{ENCODED}'"),
        ),
        (
            "secret_prefix_missing",
            providers::STRIPE,
            "whsec_0123456789abcdef0123".to_owned(),
            "0123456789abcdef0123".to_owned(),
        ),
        (
            "secret_prefix_extra",
            providers::GITHUB,
            TEXT[6..].to_owned(),
            TEXT.to_owned(),
        ),
        (
            "secret_url_encoded",
            providers::GITHUB,
            "a+secret/of some length".to_owned(),
            "a%2Bsecret%2Fof%20some%20length".to_owned(),
        ),
        (
            "secret_is_text",
            providers::SVIX.key_format(KeyFormat::Utf8),
            ENCODED.to_owned(),
            ENCODED.to_owned(),
        ),
        (
            "secret_is_base64",
            providers::STRIPE.key_format(providers::SVIX.key_format_axis()),
            ENCODED.to_owned(),
            ENCODED.to_owned(),
        ),
        (
            "secret_is_hex",
            providers::GITHUB,
            "sixteen bytes or more".to_owned(),
            hex,
        ),
        // Only dashes tell the alphabets apart: underscores end a prefix.
        (
            "secret_base64_alphabet",
            providers::SVIX,
            "whsec_++++++++++++++++++++++++".to_owned(),
            "whsec_------------------------".to_owned(),
        ),
    ];
    for (code, scheme, signed, believed) in cases {
        let capture = genuine(scheme, &signed, BODY);
        let answer = explain(scheme.name(), &[&believed], &capture, &[]);
        assert_eq!(
            codes(&answer),
            [format!("{code} proven")],
            "{}",
            scheme.name()
        );
    }
}

#[test]
fn another_kind_of_credential_is_named() {
    let cases = [
        ("stripe", "sk_live_0123456789abcdef"),
        ("slack", "xoxb-0123456789-abcdef"),
    ];
    for (provider, secret) in cases {
        let scheme = providers::by_name(provider).unwrap();
        let answer = explain(provider, &[secret], &genuine(scheme, TEXT, BODY), &[]);
        assert_eq!(codes(&answer)[0], "wrong_secret proven");
        let what = answer["diagnoses"][0]["what"].as_str().unwrap();
        assert!(what.contains("looks like"), "{what}");
    }
}

#[test]
fn a_secret_that_nothing_explains_is_called_another() {
    for (scheme, secret, other) in [
        (providers::STRIPE, TEXT, "whsec_another_0123456789"),
        (providers::GITHUB, TEXT, "another secret of some length"),
    ] {
        let answer = explain(scheme.name(), &[other], &genuine(scheme, secret, BODY), &[]);
        assert_eq!(codes(&answer), ["other_secret likely"]);
    }
}

#[test]
fn another_providers_request_is_recognised() {
    let capture = genuine(providers::SVIX, ENCODED, BODY);
    let answer = explain("stripe", &[ENCODED], &capture, &[]);
    assert_eq!(codes(&answer)[0], "other_provider proven");
    let github = genuine(providers::GITHUB, TEXT, BODY);
    let answer = explain("stripe", &["whsec_another_0123456789"], &github, &[]);
    assert!(
        codes(&answer).contains(&"other_provider likely".to_owned()),
        "{answer}"
    );
}

#[test]
fn the_skew_of_the_clock_is_told_beside_any_other_cause() {
    for (scheme, secret) in [(providers::STRIPE, TEXT), (providers::SVIX, ENCODED)] {
        let stale = genuine_at(scheme, secret, BODY, NOW - 412);
        let answer = explain(scheme.name(), &[secret], &stale, &[]);
        assert_eq!(codes(&answer), ["stale proven"]);
        let what = answer["diagnoses"][0]["what"].as_str().unwrap();
        assert!(what.contains("skew of −412 s"), "{what}");

        let future = genuine_at(scheme, secret, BODY, NOW + 412);
        let answer = explain(scheme.name(), &[secret], &future, &[]);
        assert_eq!(codes(&answer), ["from_future proven"]);

        let both = with_body(&stale, format!("{BODY}\n"));
        let answer = explain(scheme.name(), &[secret], &both, &[]);
        assert_eq!(codes(&answer), ["newline_added proven", "stale proven"]);

        let at = (NOW - 412).to_string();
        let answer = explain(scheme.name(), &[secret], &stale, &["--at", &at]);
        assert_eq!(answer["verifies"], true);
    }
}

#[test]
fn two_causes_at_once_are_both_proven() {
    let capture = genuine(providers::STRIPE, TEXT, BODY);
    let broken = with_body(&capture, format!("{BODY}\n"));
    let answer = explain("stripe", &[&format!("{TEXT}\n")], &broken, &[]);
    assert_eq!(
        codes(&answer),
        ["secret_blank proven", "newline_added proven"]
    );
}

#[test]
fn the_url_behind_a_proxy_is_found() {
    let scheme = providers::TWILIO;
    let body = "MessageSid=SM1&Body=a+b";
    let mut capture = genuine(scheme, TEXT, body);
    capture.url = "/twilio".parse().unwrap();
    let forwarded = with_header(&capture, "x-forwarded-host", "hooks.example.com");
    let hosted = with_header(&capture, "host", "hooks.example.com:3000");
    // What arrived, and the URL that is believed in.
    let cases = [
        (&capture, "http://hooks.example.com/twilio"),
        (&capture, "https://hooks.example.com/twilio/"),
        (&capture, "https://hooks.example.com/"),
        (&forwarded, "http://127.0.0.1:3000/twilio"),
        (&hosted, "http://localhost/twilio"),
    ];
    for (capture, believed) in cases {
        let answer = explain("twilio", &[TEXT], capture, &["--url", believed]);
        assert_eq!(codes(&answer), ["url proven"], "{believed}");
        let fix = answer["diagnoses"][0]["fix"].as_str().unwrap();
        assert!(fix.contains(&format!(".public_url({URL:?})")), "{fix}");
    }
}

#[test]
fn headers_that_were_changed_are_proven() {
    let github = genuine(providers::GITHUB, TEXT, BODY);
    let slack = genuine(providers::SLACK, TEXT, BODY);
    let value = |capture: &Capture, name: &str| capture.headers[name].to_str().unwrap().to_owned();
    let sha = value(&github, "x-hub-signature-256");
    let v0 = value(&slack, "x-slack-signature");
    let bare = |text: &str| text.split_once('=').unwrap().1.to_owned();
    let cgi = |capture: &Capture| {
        let mut renamed = HeaderMap::new();
        for (name, value) in &capture.headers {
            let name = format!("http_{}", name.as_str().replace('-', "_"));
            renamed.append(HeaderName::try_from(name).unwrap(), value.clone());
        }
        Capture {
            headers: renamed,
            ..capture.clone()
        }
    };
    let cases = [
        ("headers_renamed", "github", cgi(&github)),
        ("headers_renamed", "slack", cgi(&slack)),
        (
            "signature_quoted",
            "github",
            with_header(&github, "x-hub-signature-256", &format!("\"{sha}\"")),
        ),
        (
            "signature_quoted",
            "slack",
            with_header(&slack, "x-slack-signature", &format!("\"{v0}\"")),
        ),
        (
            "signature_prefix_missing",
            "github",
            with_header(&github, "x-hub-signature-256", &bare(&sha)),
        ),
        (
            "signature_prefix_missing",
            "slack",
            with_header(&slack, "x-slack-signature", &bare(&v0)),
        ),
        (
            "signature_upper_case",
            "github",
            with_header(
                &github,
                "x-hub-signature-256",
                &format!("sha256={}", bare(&sha).to_uppercase()),
            ),
        ),
    ];
    for (code, provider, capture) in cases {
        let answer = explain(provider, &[TEXT], &capture, &[]);
        assert_eq!(codes(&answer), [format!("{code} proven")], "{provider}");
    }
}

#[test]
fn what_cannot_be_undone_is_told_as_likely() {
    let sorted = r#"{"alpha":1,"beta":2,"gamma":3,"delta":4}"#;
    for (scheme, secret) in [(providers::STRIPE, TEXT), (providers::SVIX, ENCODED)] {
        let capture = genuine(scheme, secret, sorted);
        let value: Value = serde_json::from_str(sorted).unwrap();
        let cases = [
            ("key_order", with_body(&capture, value.to_string())),
            (
                "truncated",
                with_header(&with_body(&capture, &sorted[..20]), "content-length", "40"),
            ),
            ("body_empty", with_body(&capture, "")),
            ("charset", with_body(&capture, "{\"a\":\"\u{fffd}\"}")),
        ];
        for (code, broken) in cases {
            let answer = explain(scheme.name(), &[secret], &broken, &[]);
            let expected = format!("{code} likely");
            assert!(codes(&answer).contains(&expected), "{code}: {answer}");
        }
    }
}

#[test]
fn a_decompressed_body_is_told_by_its_header() {
    for (scheme, secret) in [(providers::STRIPE, TEXT), (providers::SVIX, ENCODED)] {
        let capture = with_header(&genuine(scheme, secret, BODY), "content-encoding", "gzip");
        let answer = explain(scheme.name(), &[secret], &capture, &[]);
        let codes = codes(&answer);
        assert!(
            codes.contains(&"content_encoding proven".to_owned()),
            "{codes:?}"
        );
        assert!(
            codes.contains(&"decompressed likely".to_owned()),
            "{codes:?}"
        );
    }
}

#[test]
fn headers_that_are_missing_or_doubled_are_told() {
    for (scheme, secret) in [(providers::GITHUB, TEXT), (providers::SVIX, ENCODED)] {
        let name = scheme.signature_header();
        let mut missing = genuine(scheme, secret, BODY);
        let value = missing.headers.remove(name).unwrap();
        let answer = explain(scheme.name(), &[secret], &missing, &[]);
        assert_eq!(codes(&answer)[0], "missing_header proven");
        assert!(!codes(&answer).contains(&"other_provider likely".to_owned()));
        let mut doubled = genuine(scheme, secret, BODY);
        doubled.headers.append(name, value);
        let answer = explain(scheme.name(), &[secret], &doubled, &[]);
        assert_eq!(codes(&answer)[0], "duplicate_header proven");
    }
}

#[test]
fn raw_http_is_read_as_it_is_printed() {
    let capture = genuine(providers::GITHUB, TEXT, BODY);
    let mut raw = b"POST /hooks HTTP/1.1\r\n".to_vec();
    for (name, value) in &capture.headers {
        raw.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    raw.extend([b"\r\n", BODY.as_bytes()].concat());
    let finished = run_with_input(&["explain", "github", "--secret", TEXT], &raw);
    assert_eq!(
        finished.code,
        Some(0),
        "{}{}",
        finished.stdout,
        finished.stderr
    );
    assert!(
        finished.stdout.contains("it verifies"),
        "{}",
        finished.stdout
    );
    raw.push(b'\n');
    let finished = run_with_input(&["explain", "github", "--secret", TEXT], &raw);
    assert_eq!(finished.code, Some(1));
    assert!(
        finished.stdout.contains("a newline was added"),
        "{}",
        finished.stdout
    );
}

#[test]
fn what_is_no_request_is_an_error_that_says_so() {
    for text in [
        "",
        "{",
        "{\"headers\":1}",
        "hello",
        "POST / HTTP/1.1\r\nx: 1",
    ] {
        let finished = run_with_input(&["explain", "github", "--secret", TEXT], text.as_bytes());
        assert_eq!(finished.code, Some(2), "{text:?}");
        assert!(
            finished.stderr.contains("no captured request"),
            "{}",
            finished.stderr
        );
    }
}
