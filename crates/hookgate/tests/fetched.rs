//! Providers that publish their keys: `explain` and `listen` with the documents of the vectors.

mod common;

use axum_webhook::{providers, testing::vectors::Vector};
use common::{Finished, argument, run, run_with_input, server::Listening, vectors};
use hookgate::capture::Capture;
use serde_json::Value;

/// A delivery, what its receiver is configured with, and the documents that were published then.
struct Delivery {
    provider: String,
    capture: Capture,
    secrets: Vec<String>,
    /// The URL that was called.
    url: String,
    /// `URL=FILE` of each.
    keys: Vec<String>,
    _folder: tempfile::TempDir,
}

impl Delivery {
    fn new(line: &str) -> Self {
        let vector = Vector::parse_lines(line).expect("a vector").remove(0);
        let key_id = field(line, "key_id");
        let (parts, body) = vector.request().expect("a request").into_parts();
        let folder = tempfile::tempdir().expect("a folder");
        let keys = vector.keys.documents().zip(1..);
        let keys = keys.map(|((url, document), number)| {
            let file = folder.path().join(format!("{number}.pem"));
            std::fs::write(&file, document).expect("a file");
            format!("{url}={}", file.display())
        });
        let secrets = vector.secrets.iter();
        Self {
            keys: keys.collect(),
            secrets: secrets
                .map(|secret| argument(secret.text(), key_id.as_str()))
                .collect(),
            capture: Capture {
                method: parts.method,
                url: parts.uri,
                headers: parts.headers,
                body,
                received_at: Some(vector.now),
            },
            provider: vector.provider,
            url: field(line, "url").as_str().expect("a URL").to_owned(),
            _folder: folder,
        }
    }

    /// The vector of this id.
    fn of(id: &str) -> Self {
        let provider = id.split('/').next().expect("a provider");
        let line = lines(provider).find(|line| field(line, "id") == id);
        Self::new(&line.unwrap_or_else(|| panic!("there is {id}")))
    }

    /// Every genuine one of a provider.
    fn genuine(provider: &str) -> impl Iterator<Item = Self> {
        let accepted =
            |line: &String| field(line, "expect") == "accept" && field(line, "level") == "must";
        lines(provider)
            .filter(accepted)
            .map(|line| Self::new(&line))
    }

    fn explain(&self, secrets: &[String], keys: &[String]) -> Finished {
        let mut args = vec!["explain", &self.provider, "--json"];
        if providers::by_name(&self.provider).is_some_and(|scheme| scheme.signs_url()) {
            args.extend(["--url", &self.url]);
        }
        for secret in secrets {
            args.extend(["--secret", secret]);
        }
        for keys in keys {
            args.extend(["--keys", keys]);
        }
        run_with_input(&args, self.capture.to_json().as_bytes())
    }

    /// The first diagnosis of its receiver: `code certainty`, what, fix.
    fn diagnosis(&self) -> (String, String, String) {
        diagnosis(&self.explain(&self.secrets, &self.keys))
    }
}

/// The vectors of a provider.
fn lines(provider: &str) -> impl Iterator<Item = String> {
    let text = std::fs::read_to_string(vectors().join(format!("{provider}.jsonl")));
    let lines: Vec<_> = text.expect("vectors").lines().map(str::to_owned).collect();
    lines.into_iter()
}

fn field(line: &str, name: &str) -> Value {
    let mut fields: Value = serde_json::from_str(line).expect("JSON");
    fields[name].take()
}

fn diagnosis(finished: &Finished) -> (String, String, String) {
    assert_eq!(
        finished.code,
        Some(1),
        "{}{}",
        finished.stdout,
        finished.stderr
    );
    let answer: Value = serde_json::from_str(&finished.stdout).expect("JSON");
    let first = &answer["diagnoses"][0];
    let text = |name: &str| first[name].as_str().expect("a text").to_owned();
    let code = format!("{} {}", text("code"), text("certainty"));
    (code, text("what"), text("fix"))
}

fn fetching() -> impl Iterator<Item = &'static str> {
    let fetching = providers::ALL.iter();
    let fetching = fetching.filter(|scheme| scheme.fetched_keys().is_some());
    fetching.map(|scheme| scheme.name())
}

#[test]
fn a_genuine_request_verifies_with_the_documents_that_were_published() {
    for provider in fetching() {
        let mut seen = 0;
        for delivery in Delivery::genuine(provider) {
            let finished = delivery.explain(&delivery.secrets, &delivery.keys);
            assert_eq!(finished.code, Some(0), "{provider}: {}", finished.stdout);
            seen += 1;
        }
        assert!(seen >= 2, "{provider}: {seen}");
    }
}

#[test]
fn without_its_document_a_request_says_which_one_is_missing() {
    for provider in fetching() {
        let delivery = Delivery::genuine(provider).next().expect("a vector");
        let (code, what, fix) = diagnosis(&delivery.explain(&delivery.secrets, &[]));
        assert_eq!(code, "key_missing proven", "{provider}");
        // What is asked for is among what was published, and enough.
        let (_, url) = fix.rsplit_once(" --keys ").expect("an argument");
        let url = url.trim_end_matches("=key");
        assert!(what.contains(url) && fix.contains("curl "), "{what}; {fix}");
        let given = delivery.keys.iter();
        let given: Vec<_> = given
            .filter(|keys| keys.split_once('=').is_some_and(|(given, _)| given == url))
            .cloned()
            .collect();
        let finished = delivery.explain(&delivery.secrets, &given);
        assert_eq!(finished.code, Some(0), "{provider}: {}", finished.stdout);
    }
}

#[test]
fn what_is_wrong_with_a_request_is_told_by_the_vectors_that_try_it() {
    // The vector, the first diagnosis, and a word of what it says.
    let cases = [
        (
            "google-pubsub/other-audience",
            "not_expected proven",
            "genuine",
        ),
        ("google-pubsub/other-email", "not_expected proven", "claims"),
        ("google-pubsub/expired", "stale proven", "skew"),
        ("google-pubsub/unknown-key", "key_unknown proven", "the key"),
        ("zoho-desk/other-webhook", "not_expected proven", "genuine"),
        ("adobe-io/other-recipient", "not_expected proven", "genuine"),
        (
            "adobe-io/key-host",
            "not_expected proven",
            "not one of Adobe",
        ),
        ("fal/other-user", "not_expected proven", "genuine"),
        ("fal/stale", "stale proven", "skew"),
        ("fal/other-key", "other_key likely", "did not sign it"),
        ("kinde/unknown-key", "key_unknown proven", "the key"),
        (
            "fireblocks/unknown-key",
            "key_unknown proven",
            "none of that name",
        ),
        (
            "fireblocks/other-key",
            "other_key likely",
            "did not sign it",
        ),
        ("ebay/unknown-key", "key_missing proven", "api.ebay.com"),
        ("plaid/no-key-id", "malformed proven", "names no key"),
        (
            "shipengine/missing-key-id",
            "missing_header proven",
            "key-id",
        ),
    ];
    for (id, code, word) in cases {
        let (found, what, _) = Delivery::of(id).diagnosis();
        assert_eq!(found, code, "{id}: {what}");
        assert!(what.contains(word), "{id}: {what}");
    }
}

#[test]
fn a_topic_that_is_not_configured_is_named_with_its_document_and_without() {
    let delivery = Delivery::of("sns/valid-1/s");
    let topic = &delivery.secrets[0];
    let other = ["arn:aws:sns:us-east-1:123456789012:another".to_owned()];
    for keys in [&delivery.keys[..], &[]] {
        let (code, what, fix) = diagnosis(&delivery.explain(&other, keys));
        assert_eq!(code, "not_expected proven");
        assert!(what.contains(topic.as_str()), "{what}");
        assert!(fix.contains("configure that"), "{fix}");
    }
    // Beside the right one it does no harm.
    let both = [other[0].clone(), topic.clone()];
    assert_eq!(delivery.explain(&both, &delivery.keys).code, Some(0));
    let (code, ..) = diagnosis(&delivery.explain(&both, &[]));
    assert_eq!(code, "key_missing proven");
}

#[test]
fn another_webhooks_id_is_likely_where_the_request_does_not_tell_its_own() {
    let delivery = Delivery::of("paypal/valid");
    let other = ["1AB23456CD789012E".to_owned()];
    let (code, what, _) = diagnosis(&delivery.explain(&other, &delivery.keys));
    assert_eq!(code, "other_key likely");
    assert!(what.contains("for another webhook's id"), "{what}");
    let quoted = [format!("\"{}\"", delivery.secrets[0])];
    let (code, ..) = diagnosis(&delivery.explain(&quoted, &delivery.keys));
    assert_eq!(code, "secret_quoted proven");
}

#[test]
fn raw_delivery_is_told_by_its_header() {
    let mut delivery = Delivery::of("sns/valid-1/s");
    let raw = http::HeaderValue::from_static("true");
    delivery
        .capture
        .headers
        .insert("x-amz-sns-rawdelivery", raw);
    delivery.capture.body = "the message alone".into();
    let (code, _, fix) = delivery.diagnosis();
    assert_eq!(code, "raw_delivery proven");
    assert!(fix.contains("switch raw message delivery off"), "{fix}");
}

#[test]
fn a_body_that_was_changed_is_proven_as_with_any_other_signature() {
    for id in ["circle/valid", "plaid/valid", "adobe-io/valid"] {
        let mut delivery = Delivery::of(id);
        let body = [&delivery.capture.body[..], b"\n"].concat();
        delivery.capture.body = body.into();
        assert_eq!(delivery.diagnosis().0, "newline_added proven", "{id}");
        if let Some(own) = delivery.secrets.first().cloned() {
            // Another one in front of it is no cause.
            delivery.secrets = vec!["0123456789abcdef0123456789abcdef".to_owned(), own];
            assert_eq!(delivery.diagnosis().0, "newline_added proven", "{id}");
        }
    }
}

#[test]
fn what_must_be_configured_is_said_when_it_is_missing() {
    for scheme in providers::ALL {
        let Some(configured) = scheme.configured_axis() else {
            continue;
        };
        for command in ["explain", "listen"] {
            let finished = run(&[command, scheme.name()]);
            assert_eq!(finished.code, Some(2), "{}", scheme.name());
            let said = finished.stderr;
            for word in [configured.what, configured.example, "--secret"] {
                assert!(said.contains(word), "{}: {said}", scheme.name());
            }
        }
    }
}

#[test]
fn a_key_id_that_is_missing_is_asked_for_as_the_command_line_takes_it() {
    let finished = run(&[
        "listen",
        "google-pubsub",
        "--secret",
        "https://example.com/pubsub",
    ]);
    assert_eq!(finished.code, Some(2));
    for word in ["email", "id:VALUE="] {
        assert!(finished.stderr.contains(word), "{}", finished.stderr);
    }
}

#[test]
fn documents_that_are_of_no_use_are_refused_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("keys.json");
    std::fs::write(&path, "{\"keys\":[]}").expect("a file");
    let url = "https://api.shipengine.com/jwks";
    let empty = format!("{url}={}", path.display());
    let insecure = empty.replace("https", "http");
    let cases: [(&[&str], &str); 5] = [
        (&["shipengine", "--keys", &empty], "holds no key for RSA"),
        (
            &["shipengine", "--keys", &insecure],
            "the address and the file",
        ),
        (&["shipengine", "--keys", url], "the address and the file"),
        (
            &["shipengine", "--keys", "https://a=/no/such/file"],
            "cannot read the key document",
        ),
        (
            &[
                "stripe",
                "--secret",
                "whsec_0123456789abcdef",
                "--keys",
                &empty,
            ],
            "publishes no keys",
        ),
    ];
    for (args, word) in cases {
        let finished = run(&[&["listen"], args].concat());
        assert_eq!(finished.code, Some(2), "{args:?}");
        assert!(
            finished.stderr.contains(word),
            "{args:?}: {}",
            finished.stderr
        );
    }
    let delivery = Delivery::of("shipengine/valid");
    let (code, what, _) = diagnosis(&delivery.explain(&[], &[empty]));
    assert_eq!(code, "key_unusable proven");
    assert!(what.contains(url), "{what}");
}

/// Sends a delivery to a listening tool; the line that it prints.
fn sent(listening: &Listening, path: &str, delivery: &Delivery, body: &[u8]) -> String {
    let mut request = http::Request::new(bytes::Bytes::copy_from_slice(body));
    *request.uri_mut() = path.parse().expect("a path");
    *request.headers_mut() = delivery.capture.headers.clone();
    common::server::send(&listening.origin, &request);
    let line = listening.json();
    let refusal = line["refusal"].as_str().unwrap_or_default();
    format!(
        "{} {refusal}",
        line["outcome"].as_str().expect("an outcome")
    )
}

#[test]
fn listen_verifies_with_pinned_documents() {
    // None of these signs a time.
    for id in [
        "adobe-io/valid",
        "ebay/valid",
        "kinde/valid",
        "travis-ci/valid",
    ] {
        let delivery = Delivery::of(id);
        let mut args = vec![
            "listen",
            &delivery.provider,
            "--json",
            "--listen",
            "127.0.0.1:0",
        ];
        for secret in &delivery.secrets {
            args.extend(["--secret", secret]);
        }
        for keys in &delivery.keys {
            args.extend(["--keys", keys]);
        }
        let listening = Listening::start(&args);
        let body = &delivery.capture.body;
        assert_eq!(sent(&listening, "/", &delivery, body), "accepted ", "{id}");
        assert_eq!(sent(&listening, "/", &delivery, body), "duplicate ", "{id}");
        let tampered = [&body[..], b" "].concat();
        let tampered = sent(&listening, "/", &delivery, &tampered);
        // White space around a token is none of it.
        let expected = match &*delivery.provider {
            "kinde" => "duplicate ",
            _ => "refused bad_signature",
        };
        assert_eq!(tampered, expected, "{id}");
    }
}

#[test]
fn a_document_that_cannot_be_had_is_told_with_its_address() {
    let delivery = Delivery::of("adobe-io/valid");
    let (url, file) = delivery.keys[0].split_once('=').expect("both");
    let elsewhere = format!("{url}.old={file}");
    let listening = Listening::start(&[
        "listen",
        "adobe-io",
        "--secret",
        &delivery.secrets[0],
        "--keys",
        &elsewhere,
        "--json",
        "--listen",
        "127.0.0.1:0",
    ]);
    let outcome = sent(&listening, "/", &delivery, &delivery.capture.body);
    assert_eq!(outcome, "refused key_unavailable");
    let told = listening.error("no key document");
    assert!(told.contains(&format!("--keys {url}=FILE")), "{told}");
}

#[test]
fn a_file_of_endpoints_pins_documents_and_says_what_is_wrong_with_them() {
    let delivery = Delivery::of("adobe-io/valid");
    let (url, file) = delivery.keys[0].split_once('=').expect("both");
    let entry = |provider: &str, rest: &str| {
        format!(
            "listen = \"127.0.0.1:0\"\n[[endpoint]]\npath = \"/a\"\nprovider = \"{provider}\"\n{rest}\n"
        )
    };
    let secrets = format!("secrets = [{:?}]", delivery.secrets[0]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hooks.toml");
    let start = |text: String| {
        std::fs::write(&path, text).expect("a file");
        path.to_str().expect("UTF-8")
    };

    let good = entry(
        "adobe-io",
        &format!("{secrets}\nkeys = {{ {url:?} = {file:?} }}"),
    );
    let listening = Listening::start(&["listen", "--json", "--config", start(good)]);
    let body = &delivery.capture.body;
    assert_eq!(sent(&listening, "/a", &delivery, body), "accepted ");

    // The rest of the entry, the line, and words of the reason.
    let cases = [
        ("adobe-io", "".to_owned(), 2, "client id of the project"),
        (
            "adobe-io",
            format!("{secrets}\nkeys = {{ {url:?} = \"/no/such\" }}"),
            6,
            "cannot read",
        ),
        (
            "adobe-io",
            format!(
                "{secrets}\nkeys = {{ {url:?} = {:?} }}",
                vectors().join("README.md")
            ),
            6,
            "no key",
        ),
        (
            "adobe-io",
            format!("{secrets}\npublic_key = \"MCow\""),
            6,
            "keys =",
        ),
        (
            "sns",
            "secrets = [\"https://sns.us-east-1.amazonaws.com\"]".to_owned(),
            5,
            "topic's ARN",
        ),
    ];
    for (provider, rest, line, word) in cases {
        let text = entry(provider, &rest);
        let finished = run(&["listen", "--config", start(text)]);
        let said = finished.stderr;
        assert_eq!(finished.code, Some(2), "{rest}: {said}");
        assert!(
            said.contains(&format!("hooks.toml:{line}: ")),
            "{rest}: {said}"
        );
        assert!(said.contains(word), "{rest}: {said}");
    }
}

#[test]
fn listen_starts_without_anything_where_nothing_is_configured() {
    for scheme in providers::ALL {
        if scheme.fetched_keys().is_some() && scheme.configured_axis().is_none() {
            let name = scheme.name();
            let listening =
                Listening::start(&["listen", name, "--json", "--listen", "127.0.0.1:0"]);
            assert!(listening.origin.starts_with("http://"), "{name}");
        }
    }
}
