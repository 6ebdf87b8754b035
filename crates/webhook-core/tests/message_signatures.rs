//! HTTP Message Signatures: the standard's own examples byte for byte, and what is refused.

mod common;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use common::{NOW, cases, header, set_header, verify_at};
use hmac::{Hmac, KeyInit as _, Mac as _};
use http::Request;
use proptest::{collection::vec, prelude::*, sample::select};
use sha2::{Digest as _, Sha256, Sha512};
use webhook_core::{
    ConfigError, DedupeBy, Delivery, DeliveryContext, Refusal, Scheme, Secret, Signer, UnixTime,
    Verified, Verifier, providers,
    scheme::{Algorithm, At, Component, Identity, KeyFormat, MessageRules},
    signer::Outgoing,
};

const URL: &str = "https://example.com/foo";
const SECRET: &str = "a shared secret of some length";
const BODY: &str = r#"{"hello": "world"}"#;

/// Nothing is required but the time, so that a table can say the rest.
const ANY: Scheme =
    Scheme::message_signature_without_body(Algorithm::HmacSha256, "any", MessageRules::new(&[]));

/// What most senders would cover.
const USUAL: Scheme = Scheme::message_signature(
    Algorithm::HmacSha256,
    "usual",
    MessageRules::new(&[Component::Method, Component::Path, Component::ContentDigest]),
);

// --- RFC 9421, appendix B -------------------------------------------------------------------------

const RSA_PSS: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHqgDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5WUtzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI2wIDAQAB";
const P256: &str = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lfw0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==";
const ED25519: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n";
/// The last 32 bytes of the private key in appendix B.1.4.
const ED25519_PRIVATE: &str = "n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU=";
const SHARED: &str =
    "uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==";
const RFC_TIME: UnixTime = UnixTime::from_secs(1_618_884_473);
const RFC_DIGEST: &str = "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:";
const CLIENT_CERT: &str = ":MIIBqDCCAU6gAwIBAgIBBzAKBggqhkjOPQQDAjA6MRswGQYDVQQKDBJMZXQncyBBdXRoZW50aWNhdGUxGzAZBgNVBAMMEkxBIEludGVybWVkaWF0ZSBDQTAeFw0yMDAxMTQyMjU1MzNaFw0yMTAxMjMyMjU1MzNaMA0xCzAJBgNVBAMMAkJDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE8YnXXfaUgmnMtOXU/IncWalRhebrXmckC8vdgJ1p5Be5F/3YC8OthxM4+k1M6aEAEFcGzkJiNy6J84y7uzo9M6NyMHAwCQYDVR0TBAIwADAfBgNVHSMEGDAWgBRm3WjLa38lbEYCuiCPct0ZaSED2DAOBgNVHQ8BAf8EBAMCBsAwEwYDVR0lBAwwCgYIKwYBBQUHAwIwHQYDVR0RAQH/BBMwEYEPYmRjQGV4YW1wbGUuY29tMAoGCCqGSM49BAMCA0gAMEUCIBHda/r1vaL6G3VliL4/Di6YK0Q6bMjeSkC3dFCOOB8TAiEAx/kHSB4urmiZ0NX5r5XarmPk0wmuydBVoU4hBVZ1yhk=:";

const PSS: Scheme = Scheme::message_signature_without_body(
    Algorithm::RsaPssSha512,
    "rfc-pss",
    MessageRules::new(&[]),
);
const PSS_SELECTIVE: Scheme = Scheme::message_signature(
    Algorithm::RsaPssSha512,
    "rfc-pss-selective",
    MessageRules::new(&[
        Component::Authority,
        Component::ContentDigest,
        Component::QueryParam("Pet"),
    ])
    .label("sig-b22")
    .tag("header-example"),
);
const PSS_FULL: Scheme = Scheme::message_signature(
    Algorithm::RsaPssSha512,
    "rfc-pss-full",
    MessageRules::new(&[
        Component::Field("date"),
        Component::Method,
        Component::Path,
        Component::Query,
        Component::Authority,
        Component::Field("content-type"),
        Component::ContentDigest,
        Component::Field("content-length"),
    ]),
);
const ECDSA: Scheme = Scheme::message_signature_without_body(
    Algorithm::EcdsaP256Sha256Fixed,
    "rfc-ecdsa",
    MessageRules::new(&[Component::Path, Component::Field("client-cert")]),
);
const HMAC: Scheme = Scheme::message_signature_without_body(
    Algorithm::HmacSha256,
    "rfc-hmac",
    MessageRules::new(&[
        Component::Field("date"),
        Component::Authority,
        Component::Field("content-type"),
    ]),
)
.key_format(KeyFormat::Base64(webhook_core::scheme::Base64Prefix::None));
const EDWARDS: Scheme = Scheme::message_signature_without_body(
    Algorithm::Ed25519,
    "rfc-ed25519",
    MessageRules::new(&[Component::Field("date"), Component::Method]),
);
const TRANSFORM: Scheme = Scheme::message_signature_without_body(
    Algorithm::Ed25519,
    "rfc-transform",
    MessageRules::new(&[Component::Method, Component::Field("accept")]),
)
.methods(&["GET"]);

/// The request that appendix B.2 signs.
fn rfc_request(input: &str, signature: &str) -> Request<Bytes> {
    Request::post("/foo?param=Value&Pet=dog")
        .header("host", "example.com")
        .header("date", "Tue, 20 Apr 2021 02:07:55 GMT")
        .header("content-type", "application/json")
        .header("content-digest", RFC_DIGEST)
        .header("content-length", "18")
        .header("signature-input", input)
        .header("signature", signature)
        .body(BODY.into())
        .unwrap()
}

struct Example {
    scheme: Scheme,
    key: &'static str,
    url: &'static str,
    input: &'static str,
    signature: &'static str,
}

const B2: &[Example] = &[
    Example {
        scheme: PSS,
        key: RSA_PSS,
        url: URL,
        input: r#"sig-b21=();created=1618884473;keyid="test-key-rsa-pss";nonce="b3k2pp5k7z-50gnwp.yemd""#,
        signature: "sig-b21=:d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtRxf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhzx2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==:",
    },
    Example {
        scheme: PSS_SELECTIVE,
        key: RSA_PSS,
        url: URL,
        input: r#"sig-b22=("@authority" "content-digest" "@query-param";name="Pet");created=1618884473;keyid="test-key-rsa-pss";tag="header-example""#,
        signature: "sig-b22=:LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17SARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==:",
    },
    Example {
        scheme: PSS_FULL,
        key: RSA_PSS,
        url: URL,
        input: r#"sig-b23=("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-rsa-pss""#,
        signature: "sig-b23=:bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRpRRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==:",
    },
    Example {
        scheme: HMAC,
        key: SHARED,
        url: URL,
        input: r#"sig-b25=("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret""#,
        signature: "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:",
    },
    Example {
        scheme: EDWARDS,
        key: ED25519,
        url: URL,
        input: r#"sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519""#,
        signature: "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:",
    },
];

fn at(scheme: Scheme, key: &str, url: &str) -> Verifier {
    if scheme.signs_url() {
        Verifier::with_public_url(scheme, key, url).unwrap()
    } else {
        let verifier = Verifier::new(scheme, key).unwrap();
        verifier.at_public_url(url).unwrap()
    }
}

#[test]
fn every_request_of_rfc_9421_appendix_b2_verifies_and_its_changes_do_not() {
    for example in B2 {
        let name = example.scheme.name();
        let verifier = at(example.scheme, example.key, example.url);
        let good = rfc_request(example.input, example.signature);
        let verified = verify_at(&verifier, &good, RFC_TIME).expect(name);
        assert_eq!(verified.timestamp(), Some(RFC_TIME), "{name}");

        let other_time = example.input.replace("1618884473", "1618884474");
        let changed = rfc_request(&other_time, example.signature);
        let refusal = verify_at(&verifier, &changed, RFC_TIME).map(drop);
        assert_eq!(refusal, Err(Refusal::BadSignature), "{name}");

        let mut changed = rfc_request(example.input, example.signature);
        *changed.body_mut() = BODY.replace("world", "there").into();
        let verdict = verify_at(&verifier, &changed, RFC_TIME).map(drop);
        assert_eq!(verdict.is_err(), example.scheme.signs_body(), "{name}");

        for covered in ["date", "content-type"] {
            if example.input.contains(&format!("\"{covered}\"")) {
                let mut changed = rfc_request(example.input, example.signature);
                set_header(&mut changed, covered, b"text/plain").unwrap();
                let refusal = verify_at(&verifier, &changed, RFC_TIME).map(drop);
                assert_eq!(refusal, Err(Refusal::BadSignature), "{name}: {covered}");
            }
        }
        if example.input.contains("@authority") {
            let elsewhere = at(example.scheme, example.key, "https://example.org/foo");
            let refusal = verify_at(&elsewhere, &good, RFC_TIME).map(drop);
            assert_eq!(refusal, Err(Refusal::BadSignature), "{name}");
        }
    }
}

#[test]
fn the_proxy_of_rfc_9421_appendix_b3_verifies_with_ecdsa_of_fixed_length() {
    let request = Request::post("/foo?param=Value&Pet=dog")
        .header("client-cert", CLIENT_CERT)
        .header("signature-input", r#"ttrp=("@path" "@query" "@method" "@authority" "client-cert");created=1618884473;keyid="test-key-ecc-p256""#)
        .header("signature", "ttrp=:xVMHVpawaAC/0SbHrKRs9i8I3eOs5RtTMGCWXm/9nvZzoHsIg6Mce9315T6xoklyy0yzhD9ah4JHRwMLOgmizw==:")
        .body(BODY.into())
        .unwrap();
    let verifier = at(ECDSA, P256, "https://service.internal.example/foo");
    assert!(verify_at(&verifier, &request, RFC_TIME).is_ok());
    let elsewhere = at(ECDSA, P256, "https://service.internal.example/bar");
    let refusal = verify_at(&elsewhere, &request, RFC_TIME).map(drop);
    assert_eq!(refusal, Err(Refusal::BadSignature));
}

#[test]
fn the_transformations_of_rfc_9421_appendix_b4_keep_or_break_the_signature() {
    const INPUT: &str = r#"transform=("@method" "@path" "@authority" "accept");created=1618884473;keyid="test-key-ed25519""#;
    const SIGNATURE: &str = "transform=:ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==:";
    let sent = |accept: &[&str]| {
        let mut request = Request::get("/demo?name1=Value1&Name2=value2")
            .header("signature-input", INPUT)
            .header("signature", SIGNATURE);
        for line in accept {
            request = request.header("accept", *line);
        }
        request.body(Bytes::new()).unwrap()
    };
    // A field that the scheme does not read may come in any number of lines.
    const OPEN: Scheme = Scheme::message_signature_without_body(
        Algorithm::Ed25519,
        "rfc-transform-open",
        MessageRules::new(&[Component::Method]),
    )
    .methods(&["GET"]);
    let url = "https://example.org/demo";
    let table: [(&[&str], _); 4] = [
        (&["application/json", "*/*"], "accepted"),
        (&["application/json, */*"], "accepted"),
        (&["*/*", "application/json"], "bad_signature"),
        (&["application/json,*/*"], "bad_signature"),
    ];
    for (accept, expected) in table {
        let verdict = verify_at(&at(OPEN, ED25519, url), &sent(accept), RFC_TIME);
        assert_eq!(
            verdict.map_or_else(|no| no.code(), |_| "accepted"),
            expected,
            "{accept:?}"
        );
    }
    // One that it does read comes once.
    let verifier = at(TRANSFORM, ED25519, url);
    let refusal = verify_at(&verifier, &sent(&["application/json", "*/*"]), RFC_TIME).map(drop);
    assert_eq!(refusal, Err(Refusal::DuplicateHeader { header: "accept" }));
    let verdict = verify_at(&verifier, &sent(&["application/json, */*"]), RFC_TIME);
    assert!(verdict.is_ok());
}

#[test]
fn the_signer_makes_the_signatures_of_the_rfc() {
    const SIGNING: Scheme = Scheme::message_signature_without_body(
        Algorithm::Ed25519,
        "rfc-signing",
        MessageRules::new(&[
            Component::Field("date"),
            Component::Method,
            Component::Path,
            Component::Authority,
            Component::Field("content-type"),
            Component::Field("content-length"),
        ])
        .label("sig-b26"),
    );
    let secret = Secret::new(ED25519_PRIVATE).key_id("test-key-ed25519");
    let mut message = Outgoing::new(BODY.as_bytes(), RFC_TIME);
    message.url = "https://example.com/foo?param=Value&Pet=dog";
    message.headers = &[
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("content-length", "18"),
    ];
    let signed = Signer::new(SIGNING, secret).unwrap().sign(&message);
    // The RFC's example leaves `alg` out; ours says it, so that signature differs and verifies.
    assert_eq!(
        signed.headers["signature-input"],
        r#"sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519";alg="ed25519""#
    );
    let mut request = Request::post("/foo?param=Value&Pet=dog")
        .body(BODY.into())
        .unwrap();
    *request.headers_mut() = signed.headers;
    assert!(verify_at(&at(SIGNING, ED25519, URL), &request, RFC_TIME).is_ok());
}

// --- requests signed by hand -----------------------------------------------------------------------

/// The signature of a base that a test writes out.
fn tag(base: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(base.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

fn sha256() -> String {
    format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(BODY)))
}

fn sha512() -> String {
    format!("sha-512=:{}:", STANDARD.encode(Sha512::digest(BODY)))
}

/// The usual request, with these parameters after what is covered.
fn usual(params: &str) -> Request<Bytes> {
    usual_with_digest(&sha256(), params)
}

fn usual_with_digest(digest: &str, params: &str) -> Request<Bytes> {
    let lines = [
        "\"@method\": POST".to_owned(),
        "\"@path\": /foo".to_owned(),
        format!("\"content-digest\": {digest}"),
    ];
    let mut request = covering(r#""@method" "@path" "content-digest""#, params, &lines);
    set_header(&mut request, "content-digest", digest.as_bytes()).unwrap();
    request
}

/// A request whose signature covers these components, which have these lines in the base.
fn covering(components: &str, params: &str, lines: &[String]) -> Request<Bytes> {
    let input = format!("({components}){params}");
    let base = lines
        .iter()
        .map(|line| format!("{line}\n"))
        .collect::<String>();
    let tag = tag(&format!("{base}\"@signature-params\": {input}"));
    Request::post("/foo?a=1&b=x+y%2Fz&b2=&caf%C3%A9=%2a&twice=1&twice=2")
        .header("content-digest", sha256())
        .header("x-plain", "one")
        .header("x-plain", "  two ")
        .header("x-dict", "a=1, b=(x y);z;q=0.50, c")
        .header("signature-input", format!("s={input}"))
        .header("signature", format!("s=:{tag}:"))
        .body(BODY.into())
        .unwrap()
}

fn judge(scheme: Scheme, request: &Request<Bytes>) -> &'static str {
    judge_with(scheme, SECRET, request)
}

fn judge_with(
    scheme: Scheme,
    secret: impl Into<webhook_core::Secrets>,
    request: &Request<Bytes>,
) -> &'static str {
    let verifier = Verifier::with_public_url(scheme, secret, URL).unwrap();
    verify_at(&verifier, request, NOW).map_or_else(|refusal| refusal.code(), |_| "accepted")
}

fn now_params() -> String {
    format!(";created={}", NOW.as_secs())
}

#[test]
fn t_62_created_is_required_and_held_against_the_clock_and_expires_is_honoured() {
    let now = NOW.as_secs();
    let table = [
        (format!(";created={now}"), "accepted"),
        (format!(";created={}", now - 300), "accepted"),
        (format!(";created={}", now - 301), "stale"),
        (format!(";created={}", now + 300), "accepted"),
        (format!(";created={}", now + 301), "from_future"),
        (format!(";created={now};expires={now}"), "accepted"),
        (format!(";created={now};expires={}", now - 1), "stale"),
        (format!(";created={now};expires=-1"), "stale"),
        (
            format!(";created={now};expires=999999999999999"),
            "accepted",
        ),
        (String::new(), "malformed"),
        (format!(";expires={}", now + 60), "malformed"),
        (";created=999999999999999".to_owned(), "from_future"),
        (";created=-999999999999999".to_owned(), "stale"),
        (";created=9223372036854775807".to_owned(), "malformed"),
        (format!(";created={now}.0"), "malformed"),
        (format!(";created=\"{now}\""), "malformed"),
        (format!(";created=@{now}"), "malformed"),
        (";created".to_owned(), "malformed"),
        (format!(";created={now};created={now}"), "malformed"),
        (format!(";created={now};expires=\"{now}\""), "malformed"),
    ];
    for (params, expected) in table {
        assert_eq!(judge(USUAL, &usual(&params)), expected, "{params}");
    }
}

#[test]
fn t_07_the_algorithm_is_the_schemes_and_an_alg_that_contradicts_it_is_refused() {
    let with = |alg: &str| format!("{};alg={alg}", now_params());
    assert_eq!(judge(USUAL, &usual(&with("\"hmac-sha256\""))), "accepted");
    for alg in [
        "\"ed25519\"",
        "\"rsa-pss-sha512\"",
        "\"rsa-v1_5-sha256\"",
        "\"HMAC-SHA256\"",
        "\"none\"",
        "\"\"",
        "hmac-sha256",
        "?0",
        "1",
    ] {
        assert_eq!(judge(USUAL, &usual(&with(alg))), "malformed", "{alg}");
    }
    // The public key in a secret's place: what is public must not be one.
    const PUBLIC: Scheme = Scheme::message_signature(
        Algorithm::Ed25519,
        "public",
        MessageRules::new(&[Component::ContentDigest]),
    );
    let request = usual(&now_params());
    assert_eq!(judge_with(PUBLIC, ED25519, &request), "bad_signature");
}

#[test]
fn a_key_with_an_id_is_for_signatures_that_name_it_and_for_no_other() {
    let right = || Secret::new(SECRET).key_id("k1");
    let other = || Secret::new("another shared secret of length").key_id("k2");
    let named = |id: &str| usual(&format!("{};keyid=\"{id}\"", now_params()));
    let unnamed = usual(&now_params());
    let table = [
        (vec![right()], named("k1"), "accepted"),
        (vec![other(), right()], named("k1"), "accepted"),
        (vec![right()], named("k2"), "bad_signature"),
        (vec![right(), other()], named("k2"), "bad_signature"),
        (vec![right()], named("k3"), "bad_signature"),
        (vec![right()], named("K1"), "bad_signature"),
        (vec![right()], unnamed.clone(), "bad_signature"),
        (vec![Secret::new(SECRET)], named("anything"), "accepted"),
        (vec![Secret::new(SECRET)], unnamed, "accepted"),
        (vec![other(), Secret::new(SECRET)], named("k3"), "accepted"),
    ];
    for (row, (secrets, request, expected)) in table.into_iter().enumerate() {
        assert_eq!(judge_with(USUAL, secrets, &request), expected, "row {row}");
    }
}

#[test]
fn what_the_scheme_requires_has_to_be_covered_whole() {
    let digest = format!("\"content-digest\": {}", sha256());
    let method = "\"@method\": POST".to_owned();
    let path = "\"@path\": /foo".to_owned();
    let params = now_params();
    let digest_key = format!("\"content-digest\";key=\"sha-256\": {}", &sha256()[8..]);
    let table: [(&str, Vec<String>, &str); 6] = [
        (
            r#""content-digest" "@path" "@method""#,
            vec![digest.clone(), path.clone(), method.clone()],
            "accepted",
        ),
        (
            r#""@method" "@path""#,
            vec![method.clone(), path.clone()],
            "malformed",
        ),
        (
            r#""@path" "content-digest""#,
            vec![path.clone(), digest.clone()],
            "malformed",
        ),
        (
            r#""@method" "content-digest""#,
            vec![method.clone(), digest.clone()],
            "malformed",
        ),
        ("", vec![], "malformed"),
        // A part of the digest is not the digest.
        (
            r#""@method" "@path" "content-digest";key="sha-256""#,
            vec![method.clone(), path.clone(), digest_key],
            "malformed",
        ),
    ];
    for (components, lines, expected) in table {
        let request = covering(components, &params, &lines);
        assert_eq!(judge(USUAL, &request), expected, "{components}");
    }
}

#[test]
fn components_have_the_values_that_the_rfc_gives_them() {
    // One line of the base each, or none where the component is refused.
    let table: &[(&str, Option<&str>)] = &[
        (r#""@method""#, Some("POST")),
        (
            r#""@target-uri""#,
            Some("https://example.com/foo?a=1&b=x+y%2Fz&b2=&caf%C3%A9=%2a&twice=1&twice=2"),
        ),
        (r#""@authority""#, Some("example.com")),
        (r#""@scheme""#, Some("https")),
        (r#""@path""#, Some("/foo")),
        (
            r#""@request-target""#,
            Some("/foo?a=1&b=x+y%2Fz&b2=&caf%C3%A9=%2a&twice=1&twice=2"),
        ),
        (
            r#""@query""#,
            Some("?a=1&b=x+y%2Fz&b2=&caf%C3%A9=%2a&twice=1&twice=2"),
        ),
        (r#""@query-param";name="b""#, Some("x%20y%2Fz")),
        (r#""@query-param";name="b2""#, Some("")),
        (r#""@query-param";name="caf%C3%A9""#, Some("*")),
        (r#""@query-param";name="twice""#, None),
        (r#""@query-param";name="absent""#, None),
        (r#""@query-param""#, None),
        (r#""@query-param";name=1"#, None),
        (r#""x-plain""#, Some("one, two")),
        (r#""x-plain";bs"#, Some(":b25l:, :dHdv:")),
        (r#""x-dict";key="a""#, Some("1")),
        (r#""x-dict";key="b""#, Some("(x y);z;q=0.5")),
        (r#""x-dict";key="c""#, Some("?1")),
        (r#""x-dict";key="d""#, None),
        (r#""x-plain";key="one""#, Some("?1")),
        (r#""x-dict";sf"#, None),
        (r#""x-dict";bs;key="a""#, None),
        (r#""x-dict";bs=?0"#, None),
        (r#""x-plain";req"#, None),
        (r#""x-plain";tr"#, None),
        (r#""x-plain";other"#, None),
        (r#""@method";req"#, None),
        (r#""X-Plain""#, None),
        (r#""x-absent""#, None),
        (r#""x-absent";bs"#, None),
        (r#""@status""#, None),
        (r#""@signature-params""#, None),
        (r#""@unknown""#, None),
        (r#""""#, None),
        ("x-plain", None),
        ("1", None),
    ];
    for (component, value) in table {
        let lines = [format!("{component}: {}", value.unwrap_or_default())];
        let request = covering(component, &now_params(), &lines);
        let expected = value.map_or("malformed", |_| "accepted");
        assert_eq!(judge(ANY, &request), expected, "{component}");
    }
}

#[test]
fn t_10_the_url_is_the_configured_one_whatever_host_and_path_arrive() {
    let table = [
        (
            "https://EXAMPLE.com:443/a%2Fb",
            "\"@authority\": example.com",
        ),
        ("http://example.com:80/a%2Fb", "\"@authority\": example.com"),
        (
            "https://example.com:80/a%2Fb",
            "\"@authority\": example.com:80",
        ),
        ("https://[::1]:8443", "\"@authority\": [::1]:8443"),
        ("https://example.com", "\"@path\": /"),
        (
            "https://example.com/a%2Fb//c/./d",
            "\"@path\": /a%2Fb//c/./d",
        ),
        ("HTTPS://example.com", "\"@scheme\": https"),
    ];
    for (url, line) in table
        .into_iter()
        .filter(|(url, _)| !url.starts_with("HTTPS"))
    {
        let component = line.split(": ").next().unwrap();
        let mut request = covering(component, &now_params(), &[line.to_owned()]);
        set_header(&mut request, "host", b"attacker.example").unwrap();
        set_header(&mut request, "x-forwarded-host", b"attacker.example").unwrap();
        let verifier = Verifier::with_public_url(ANY, SECRET, url).unwrap();
        assert!(verify_at(&verifier, &request, NOW).is_ok(), "{url}: {line}");
    }
    // Covered although nothing is configured: told, not guessed.
    let line = "\"@authority\": example.com".to_owned();
    let request = covering("\"@authority\"", &now_params(), &[line]);
    let refusal = verify_at(&Verifier::new(ANY, SECRET).unwrap(), &request, NOW).unwrap_err();
    assert!(refusal.to_string().contains("no public URL"), "{refusal}");
    // Required: found at start-up.
    let error = Verifier::new(USUAL, SECRET).unwrap_err();
    assert!(
        matches!(error, ConfigError::PublicUrlMissing { .. }),
        "{error}"
    );
}

#[test]
fn the_body_has_to_have_every_digest_that_is_known_and_at_least_one() {
    let wrong = |name: &str, bytes: usize| format!("{name}=:{}:", STANDARD.encode(vec![7; bytes]));
    let table = [
        (sha256(), "accepted"),
        (sha512(), "accepted"),
        (format!("{}, {}", sha256(), sha512()), "accepted"),
        (format!("md5=:AAAA:, {}", sha256()), "accepted"),
        (format!("{}, unixsum=7", sha512()), "accepted"),
        (wrong("sha-256", 32), "bad_signature"),
        (wrong("sha-512", 64), "bad_signature"),
        (
            format!("{}, {}", sha256(), wrong("sha-512", 64)),
            "bad_signature",
        ),
        (
            format!("{}, {}", wrong("sha-256", 32), sha512()),
            "bad_signature",
        ),
        (wrong("sha-256", 31), "malformed"),
        (wrong("sha-512", 32), "malformed"),
        ("sha-256=::".to_owned(), "malformed"),
        ("md5=:AAAA:".to_owned(), "malformed"),
        ("sha-256=\"x\"".to_owned(), "malformed"),
        ("sha-256".to_owned(), "malformed"),
        (format!("{}, {}", sha256(), sha256()), "malformed"),
        (sha256().replace("sha-256", "SHA-256"), "malformed"),
        (sha256().replace(':', ""), "malformed"),
    ];
    for (digest, expected) in table {
        let request = usual_with_digest(&digest, &now_params());
        assert_eq!(judge(USUAL, &request), expected, "{digest}");
    }
    // Signed as one, sent in two lines.
    let both = format!("{}, {}", sha256(), sha512());
    let mut request = usual_with_digest(&both, &now_params());
    request.headers_mut().remove("content-digest");
    for line in [sha256(), sha512()] {
        request
            .headers_mut()
            .append("content-digest", line.parse().unwrap());
    }
    assert_eq!(judge(USUAL, &request), "accepted");
}

#[test]
fn rfc_9530_appendix_examples_are_the_digests_that_are_computed() {
    // Appendix B.1: the body ends with a line feed.
    let body = "{\"hello\": \"world\"}\n";
    let table = [
        "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
        "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:",
    ];
    for digest in table {
        let mut request = usual_with_digest(digest, &now_params());
        assert_eq!(
            judge(USUAL, &request),
            "bad_signature",
            "without its line feed"
        );
        *request.body_mut() = body.into();
        assert_eq!(judge(USUAL, &request), "accepted", "{digest}");
    }
}

#[test]
fn of_several_signatures_one_good_one_suffices_and_labels_are_never_mixed_up() {
    let good = usual(&now_params());
    let (input, signature) = (header(&good, "signature-input"), header(&good, "signature"));
    let (input, signature) = (
        String::from_utf8(input).unwrap(),
        String::from_utf8(signature).unwrap(),
    );
    let list = &input[2..];
    let bytes = &signature[2..];
    let zeros = format!(":{}:", STANDARD.encode([0; 32]));
    let labels = |count: usize, value: &str| {
        let entries: Vec<_> = (0..count).map(|n| format!("l{n}={value}")).collect();
        entries.join(", ")
    };
    let table = [
        (
            format!("a={list}, s={list}"),
            format!("a={zeros}, s={bytes}"),
            "accepted",
        ),
        (
            format!("s={list}, a={list}"),
            format!("a={zeros}, s={bytes}"),
            "accepted",
        ),
        (
            format!("a={list}, s={list}"),
            format!("s={bytes}"),
            "accepted",
        ),
        (
            format!("s={list}"),
            format!("s={bytes}, a={zeros}"),
            "accepted",
        ),
        (
            format!("a=(), s={list}"),
            format!("a={zeros}, s={bytes}"),
            "accepted",
        ),
        (
            format!("a=7, s={list}"),
            format!("a={zeros}, s={bytes}"),
            "accepted",
        ),
        (format!("s={list}"), format!("a={bytes}"), "malformed"),
        (format!("a={list}"), format!("s={bytes}"), "malformed"),
        (
            format!("a={list}, s={list}"),
            format!("a={zeros}, s={zeros}"),
            "bad_signature",
        ),
        (
            format!("s={list}, s={list}"),
            format!("s={bytes}"),
            "malformed",
        ),
        (
            format!("s={list}"),
            format!("s={zeros}, s={bytes}"),
            "malformed",
        ),
        (
            format!("s={list}"),
            format!("s={bytes}, s={zeros}"),
            "malformed",
        ),
        (format!("s={list}"), "s".to_owned(), "malformed"),
        (format!("s={list}"), format!("s=({bytes})"), "malformed"),
        (format!("s={list}"), "s=\"x\"".to_owned(), "malformed"),
        (format!("s={list}"), "s=::".to_owned(), "bad_signature"),
        (format!("S={list}"), format!("S={bytes}"), "malformed"),
        (
            "s=\"@method\"".to_owned(),
            format!("s={bytes}"),
            "malformed",
        ),
        (labels(16, list), labels(16, bytes), "accepted"),
        (labels(17, list), labels(17, bytes), "too_many_signatures"),
        (labels(16, list), labels(16, &zeros), "bad_signature"),
    ];
    for (input, signature, expected) in table {
        let mut request = good.clone();
        set_header(&mut request, "signature-input", input.as_bytes()).unwrap();
        set_header(&mut request, "signature", signature.as_bytes()).unwrap();
        assert_eq!(judge(USUAL, &request), expected, "{input} / {signature}");
    }
    // The same two signatures, each in lines of its own.
    let mut request = good;
    for (name, first) in [
        ("signature-input", format!("a={list}")),
        ("signature", format!("a={zeros}")),
    ] {
        request.headers_mut().append(name, first.parse().unwrap());
    }
    assert_eq!(judge(USUAL, &request), "accepted");
}

#[test]
fn a_fixed_label_and_a_tag_leave_other_signatures_out() {
    const FIXED: Scheme = Scheme::message_signature(
        Algorithm::HmacSha256,
        "fixed",
        MessageRules::new(&[Component::ContentDigest]).label("s"),
    );
    const OTHER: Scheme = Scheme::message_signature(
        Algorithm::HmacSha256,
        "other",
        MessageRules::new(&[Component::ContentDigest]).label("hook"),
    );
    const TAGGED: Scheme = Scheme::message_signature(
        Algorithm::HmacSha256,
        "tagged",
        MessageRules::new(&[Component::ContentDigest]).tag("hooks"),
    );
    let request = usual(&now_params());
    assert_eq!(judge(FIXED, &request), "accepted");
    assert_eq!(judge(OTHER, &request), "malformed");
    assert_eq!(judge(TAGGED, &request), "malformed", "no tag");
    let tagged = |tag: &str| usual(&format!("{};tag={tag}", now_params()));
    assert_eq!(judge(TAGGED, &tagged("\"hooks\"")), "accepted");
    assert_eq!(judge(TAGGED, &tagged("\"login\"")), "malformed");
    assert_eq!(
        judge(TAGGED, &tagged("hooks")),
        "malformed",
        "a token is no text"
    );
}

#[test]
fn t_57_limits_hold_before_anything_is_verified() {
    let many = |count: usize| {
        let names: Vec<_> = (0..count).map(|n| format!("\"x-{n}\"")).collect();
        let lines: Vec<_> = names.iter().map(|name| format!("{name}: v")).collect();
        let mut request = covering(&names.join(" "), &now_params(), &lines);
        for n in 0..count {
            set_header(&mut request, &format!("x-{n}"), b"v").unwrap();
        }
        request
    };
    assert_eq!(judge(ANY, &many(32)), "accepted");
    assert_eq!(judge(ANY, &many(33)), "malformed");
    // Twice the same, in whatever spelling.
    for components in [r#""@method" "@method""#, r#""x-plain" "x-plain""#] {
        let name = components.split(' ').next().unwrap();
        let value = if name == "\"@method\"" {
            "POST"
        } else {
            "one, two"
        };
        let line = format!("{name}: {value}");
        let request = covering(components, &now_params(), &[line.clone(), line]);
        assert_eq!(judge(ANY, &request), "malformed", "{components}");
    }
    // A parameter twice, and more of them than anybody needs.
    let params: String = (0..16).map(|n| format!(";p{n}=1")).collect();
    assert_eq!(
        judge(USUAL, &usual(&format!("{}{params}", now_params()))),
        "malformed"
    );
    assert_eq!(
        judge(USUAL, &usual(&format!("{};x=1;x=2", now_params()))),
        "malformed"
    );
    assert_eq!(
        judge(USUAL, &usual(&format!("{};x=1;y=?0;z", now_params()))),
        "accepted"
    );
}

#[test]
fn t_02_each_of_the_three_fields_missing_is_told_before_the_body_is_read() {
    for name in ["signature", "signature-input", "content-digest"] {
        let mut request = usual(&now_params());
        request.headers_mut().remove(name);
        let verifier = at(USUAL, SECRET, URL);
        let head = webhook_core::Inbound::new(request.method(), request.uri(), request.headers());
        let refusal = verifier.begin(&head, NOW).map(drop).unwrap_err();
        assert_eq!(refusal, Refusal::MissingHeader { header: name });
        assert!(USUAL.required_headers().contains(&name));
    }
    // A bad signature too: everything that is signed stands in the head.
    let mut request = usual(&now_params());
    set_header(&mut request, "signature", b"s=:AAAA:").unwrap();
    let head = webhook_core::Inbound::new(request.method(), request.uri(), request.headers());
    let refusal = at(USUAL, SECRET, URL).begin(&head, NOW).map(drop);
    assert_eq!(refusal, Err(Refusal::BadSignature));
}

#[test]
fn a_field_with_bytes_outside_ascii_cannot_be_covered_but_wrapped() {
    let value = b"caf\xc3\xa9";
    for (component, line, expected) in [
        ("\"x-utf8\"", "\"x-utf8\": caf".to_owned(), "malformed"),
        (
            "\"x-utf8\";bs",
            format!("\"x-utf8\";bs: :{}:", STANDARD.encode(value)),
            "accepted",
        ),
    ] {
        let mut request = covering(component, &now_params(), &[line]);
        set_header(&mut request, "x-utf8", value).unwrap();
        assert_eq!(judge(ANY, &request), expected, "{component}");
    }
}

// --- identity --------------------------------------------------------------------------------------

fn dedupe_key(verified: Verified) -> webhook_core::DedupeKey {
    let context = DeliveryContext {
        endpoint: "hooks".into(),
        tenant: None,
        received_at: NOW,
        dedupe: DedupeBy::Scheme,
        suspected_replay: false,
    };
    *Delivery::new(verified, context).dedupe_key().unwrap()
}

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
    let verified = verify_at(&self::at(NONCE, SECRET, URL), &usual(&at(0, "n1")), NOW).unwrap();
    assert_eq!(verified.event_id().as_deref(), Some("n1"));
    // The signer puts the delivery's id there.
    let mut message = Outgoing::new(BODY.as_bytes(), NOW);
    message.id = Some("with \"quotes\" and \\");
    message.url = URL;
    let mut request = Request::post("/foo").body(BODY.into()).unwrap();
    *request.headers_mut() = Signer::new(NONCE, SECRET).unwrap().sign(&message).headers;
    let verified = verify_at(&self::at(NONCE, SECRET, URL), &request, NOW).unwrap();
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

// --- totality --------------------------------------------------------------------------------------

/// Pieces of which hostile fields are made.
const PIECES: &[&str] = &[
    "s",
    "=",
    "(",
    ")",
    ";",
    ",",
    " ",
    ":",
    "\"",
    "\\",
    "@method",
    "\"@query-param\"",
    ";name=",
    "content-digest",
    "sha-256",
    "created",
    "1795000000",
    "-",
    ".",
    "?1",
    "@1",
    "%\"%c3\"",
    "AAAA",
    ";bs",
    ";key=\"a\"",
    "keyid",
    "\t",
    "*",
    "999999999999999999",
];

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn t_53_no_field_makes_the_verifier_panic_or_accept(
        input in vec(select(PIECES), 0..40), signature in vec(select(PIECES), 0..20),
        digest in vec(select(PIECES), 0..20), raw in vec(any::<u8>(), 0..80), target in "/[!-~]{0,30}",
    ) {
        let mut request = Request::post("/").body(Bytes::from_static(b"{}")).unwrap();
        if let Ok(uri) = target.parse() {
            *request.uri_mut() = uri;
        }
        let _ = set_header(&mut request, "signature-input", input.concat().as_bytes());
        let _ = set_header(&mut request, "signature", signature.concat().as_bytes());
        let _ = set_header(&mut request, "content-digest", digest.concat().as_bytes());
        for scheme in [ANY, USUAL] {
            prop_assert_ne!(judge(scheme, &request), "accepted");
        }
        for name in ["signature-input", "signature", "content-digest"] {
            let mut request = usual(&now_params());
            if set_header(&mut request, name, &raw).is_some() {
                prop_assert_ne!(judge(USUAL, &request), "accepted");
            }
        }
    }

    #[test]
    fn a_signed_input_of_any_form_never_panics(components in vec(select(PIECES), 0..30)) {
        let request = covering(&components.concat(), &now_params(), &[]);
        let _ = judge(ANY, &request);
    }
}

// --- providers -------------------------------------------------------------------------------------

#[test]
fn providers_that_sign_by_the_rfc_or_its_draft_bind_the_body() {
    for scheme in [
        providers::HTTP_MESSAGE_SIGNATURES,
        providers::MAILCHANNELS,
        providers::KEYGEN,
    ] {
        assert!(scheme.signs_body(), "{}", scheme.name());
        assert!(scheme.tolerance().is_some(), "{}", scheme.name());
    }
    assert!(providers::KEYGEN.signs_url());
    assert!(!providers::MAILCHANNELS.signs_url());
}
