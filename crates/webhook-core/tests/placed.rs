//! Signatures and tokens in the body, the form or the query: put there by the signer, found there by
//! the verifier, and nowhere else.

mod common;

use bytes::Bytes;
use common::*;
use http::{Method, Request};
use webhook_core::{
    Inbound, Refusal, Scheme, Signer, UnixTime, Verifier, providers,
    scheme::{Algorithm, At, CustomContent, Part},
    signer::Outgoing,
};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=X";

/// A provider, its `Content-Type`, two states of one thing, and a change that the signature covers.
type Case = (
    Scheme,
    &'static str,
    [&'static str; 2],
    (&'static str, &'static str),
);

const CASES: &[Case] = &[
    (
        providers::CISCO_MERAKI,
        JSON,
        [
            r#"{"alertId":"1","alertTypeId":"a"}"#,
            r#"{"alertId":"1","alertTypeId":"b"}"#,
        ],
        ("whsec", "whsex"),
    ),
    (
        providers::KO_FI,
        FORM,
        [
            "data=%7B%22message_id%22%3A1%7D",
            "data=%7B%22message_id%22%3A2%7D",
        ],
        ("whsec", "whsex"),
    ),
    (
        providers::MICROSOFT_GRAPH,
        JSON,
        [
            r#"{"value":[{"id":1},{"id":2}]}"#,
            r#"{"value":[{"id":1},{"id":3}]}"#,
        ],
        ("whsec", "whsex"),
    ),
    (
        providers::MIDTRANS,
        JSON,
        [
            r#"{"order_id":"1","status_code":"200","gross_amount":"1.00","transaction_status":"capture"}"#,
            r#"{"order_id":"1","status_code":"200","gross_amount":"1.00","transaction_status":"settlement"}"#,
        ],
        ("1.00", "9.00"),
    ),
    (
        providers::TREEZOR,
        "text/plain",
        [
            r#"{"webhook":"a","webhook_id":"1","object_payload":{"n":1.50}}"#,
            r#"{"webhook":"a","webhook_id":"2","object_payload":{"n":1.50}}"#,
        ],
        ("1.50", "1.5"),
    ),
    (
        providers::EXACT_ONLINE,
        JSON,
        [r#"{"Content":{"Key":"1"}}"#, r#"{"Content":{"Key":"2"}}"#],
        (r#"{"Key":"#, r#"{"Kez":"#),
    ),
    (
        providers::PAYMOB,
        JSON,
        [
            r#"{"obj":{"id":1,"success":true,"data":1}}"#,
            r#"{"obj":{"id":1,"success":true,"data":2}}"#,
        ],
        ("true", "false"),
    ),
    (
        providers::OZOW,
        FORM,
        [
            "Amount=1.00&Status=Complete&X=1",
            "Amount=1.00&Status=Complete&X=2",
        ],
        ("Complete", "Cancelled"),
    ),
    (
        providers::PAYPRO_GLOBAL,
        FORM,
        [
            "ORDER_ID=1&ORDER_STATUS=a&X=1",
            "ORDER_ID=1&ORDER_STATUS=a&X=2",
        ],
        ("ID=1", "ID=2"),
    ),
    (
        providers::QUOTER,
        FORM,
        ["timestamp=0&data=1", "timestamp=0&data=2"],
        ("data=1", "data=9"),
    ),
    (
        providers::DROPBOX_SIGN,
        MULTIPART,
        [
            "--X\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{\"event\":{\"event_time\":\"1\",\"event_type\":\"a\",\"event_metadata\":{\"related_signature_id\":\"s1\"}}}\r\n--X--\r\n",
            "--X\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{\"event\":{\"event_time\":\"1\",\"event_type\":\"a\",\"event_metadata\":{\"related_signature_id\":\"s2\"}}}\r\n--X--\r\n",
        ],
        (r#""event_time":"1""#, r#""event_time":"2""#),
    ),
    (
        providers::VONAGE_SMS,
        FORM,
        ["messageId=1&status=sent", "messageId=1&status=read"],
        ("messageId=1", "messageId=2"),
    ),
    (
        providers::NOWPAYMENTS,
        JSON,
        [
            r#"{"b":{"y":1,"x":2.50},"a":1}"#,
            r#"{"b":{"y":1,"x":2.51},"a":1}"#,
        ],
        ("2.50", "2.5"),
    ),
    (
        providers::PAYMID,
        JSON,
        [
            r#"{"type":"sale","amount":1}"#,
            r#"{"type":"sale","amount":2}"#,
        ],
        ("sale", "void"),
    ),
    (
        providers::TAP_PAYMENTS,
        JSON,
        [
            r#"{"id":"c","status":"A","amount":1,"currency":"USD","x":1}"#,
            r#"{"id":"c","status":"A","amount":1,"currency":"USD","x":2}"#,
        ],
        ("USD", "KWD"),
    ),
    (
        providers::IYZICO,
        JSON,
        [
            r#"{"paymentId":1,"status":"A","x":1}"#,
            r#"{"paymentId":1,"status":"A","x":2}"#,
        ],
        (r#""A""#, r#""B""#),
    ),
    (
        providers::PRAXIS_CASHIER,
        JSON,
        [
            r#"{"timestamp":1,"transaction":{"tid":1,"transaction_status":"pending"}}"#,
            r#"{"timestamp":1,"transaction":{"tid":1,"transaction_status":"approved"}}"#,
        ],
        (r#""tid":1"#, r#""tid":2"#),
    ),
    (
        providers::HYGRAPH,
        JSON,
        [r#"{"operation":"a"}"#, r#"{"operation":"b"}"#],
        ("operation", "0peration"),
    ),
];

fn signed(
    scheme: Scheme,
    key: usize,
    at: UnixTime,
    content_type: &str,
    body: &str,
) -> Request<Bytes> {
    let signer = Signer::new(scheme, secret(scheme, key)).unwrap();
    let mut message = Outgoing::new(body.as_bytes(), at);
    message.content_type = Some(content_type);
    let signed = signer.sign(&message);
    let target = signed.url.strip_prefix("http://localhost").unwrap();
    let mut request = Request::post(target).body(signed.body.into()).unwrap();
    *request.headers_mut() = signed.headers;
    request
}

fn changed(request: &Request<Bytes>, (from, to): (&str, &str)) -> Request<Bytes> {
    let body = std::str::from_utf8(request.body()).unwrap();
    assert!(body.contains(from), "{body}");
    let mut request = request.clone();
    *request.body_mut() = body.replacen(from, to, 1).into();
    request
}

#[test]
fn what_is_signed_verifies_and_what_was_changed_does_not() {
    for (scheme, content_type, [body, other], change) in CASES {
        let name = scheme.name();
        let verifier = verifier(*scheme);
        let request = signed(*scheme, 0, NOW, content_type, body);
        assert_eq!(code(&verifier, &request), "accepted", "{name}");
        assert_eq!(
            code(&verifier, &changed(&request, *change)),
            "bad_signature",
            "{name}"
        );
        let foreign = signed(*scheme, 1, NOW, content_type, other);
        assert_eq!(code(&verifier, &foreign), "bad_signature", "{name}");
        let mut bare = request.clone();
        *bare.body_mut() = Bytes::from(*body);
        *bare.uri_mut() = http::Uri::from_static("/");
        bare.headers_mut()
            .remove(if scheme.signature_header().is_empty() {
                "x-none"
            } else {
                scheme.signature_header()
            });
        assert_ne!(code(&verifier, &bare), "accepted", "{name}: unsigned");
    }
}

#[test]
fn states_that_differ_in_nothing_signed_are_two_deliveries_and_a_retry_is_one() {
    for (scheme, content_type, [one, other], _) in CASES {
        let name = scheme.name();
        let keys = [one, other].map(|body| {
            let key = |request| key(verify(&verifier(*scheme), &request).unwrap());
            let first = key(signed(*scheme, 0, NOW, content_type, body));
            // A form that has its time in the body, and nothing to tell a retry by.
            if name != "quoter" {
                let later = UnixTime::from_secs(NOW.as_secs() + 20);
                let again = signed(*scheme, 0, later, content_type, body);
                assert_eq!(first, key(again), "{name}: a retry");
            }
            first
        });
        assert_ne!(keys[0], keys[1], "{name}");
    }
}

#[test]
fn a_retry_of_a_multipart_form_has_another_boundary_and_is_the_same_delivery() {
    let (scheme, _, [body, _], _) = CASES.iter().find(|case| case.1 == MULTIPART).unwrap();
    let keys = ["X", "Y"].map(|boundary| {
        let content_type = format!("multipart/form-data; boundary={boundary}");
        let body = body.replace("--X", &format!("--{boundary}"));
        key(verify(
            &verifier(*scheme),
            &signed(*scheme, 0, NOW, &content_type, &body),
        )
        .unwrap())
    });
    assert_eq!(keys[0], keys[1]);
}

#[test]
fn t_53_bodies_of_any_other_form_are_refused_without_a_panic() {
    let deep = "[".repeat(60_000);
    let bodies = [
        "",
        "{}",
        "[]",
        "null",
        "x",
        "--",
        "--X\r\n",
        "--X--\r\n",
        "=",
        "&&",
        "%ff=%ff",
        "a=1&a=2",
        r#"{"value":[{}]}"#,
        r#"{"value":{"0":{}}}"#,
        r#"{"object_payload":null}"#,
        r#"{"Content":1,"HashCode":2}"#,
        r#"{"a":1,"a":2}"#,
        &deep,
    ];
    for (scheme, ..) in CASES {
        let verifier = verifier(*scheme);
        for content_type in [JSON, FORM, MULTIPART, "text/plain"] {
            for body in bodies {
                let request = Request::post("/?hmac=00&sig=00")
                    .header("content-type", content_type)
                    .header(
                        match scheme.signature_header() {
                            "" => "x-none",
                            name => name,
                        },
                        "00",
                    )
                    .body(Bytes::from(body.to_owned()))
                    .unwrap();
                let code = code(&verifier, &request);
                let refused = ["malformed", "bad_signature"].contains(&code);
                assert!(refused, "{} {content_type}: {body}: {code}", scheme.name());
            }
        }
    }
}

#[test]
fn a_body_beside_a_signed_query_is_refused() {
    let scheme = providers::VONAGE_SMS;
    let signer = Signer::new(scheme, secret(scheme, 0)).unwrap();
    let mut message = Outgoing::new(b"", NOW);
    message.method = Method::GET;
    message.url = "http://localhost/?messageId=1&text=a%26b";
    let url = signer.sign(&message).url;
    let target = url.strip_prefix("http://localhost").unwrap();
    let get = |body: &'static str| Request::get(target).body(Bytes::from(body)).unwrap();
    assert_eq!(code(&verifier(scheme), &get("")), "accepted");
    assert_eq!(code(&verifier(scheme), &get("text=forged")), "malformed");
    let (mut parts, body) = get("").into_parts();
    parts.method = Method::POST;
    let post = Request::from_parts(parts, body);
    assert_ne!(
        code(&verifier(scheme), &post),
        "accepted",
        "the query is not what a POST signs"
    );
}

#[test]
fn a_signature_in_the_query_is_looked_for_before_the_body_is_read() {
    const RAW: Scheme =
        Scheme::signed_in(Algorithm::HmacSha256, "raw", &[At::Query("s")]).content(&[Part::Body]);
    for scheme in [RAW, providers::PAYMOB] {
        let request = signed(scheme, 0, NOW, JSON, "{}");
        assert_eq!(code(&verifier(scheme), &request), "accepted");
        let mut bare = request.clone();
        *bare.uri_mut() = http::Uri::from_static("/?t=1");
        let head = Inbound::new(bare.method(), bare.uri(), bare.headers());
        let refusal = verifier(scheme).begin(&head, NOW).map(drop).unwrap_err();
        assert_eq!(refusal.code(), "missing_parameter");
    }
    let raw = changed(&signed(RAW, 0, NOW, JSON, "{}"), ("{}", "[]"));
    assert_eq!(code(&verifier(RAW), &raw), "bad_signature");
}

fn nothing(_: &Inbound<'_>, _: Option<&str>) -> Result<CustomContent, Refusal> {
    Ok(CustomContent::of_body(|_| Ok(String::new())))
}

#[test]
fn a_plain_hash_without_the_secret_does_not_start() {
    const BARE: Scheme =
        Scheme::signed_in(Algorithm::Sha512, "bare", &[At::Json("/s")]).custom_content(nothing);
    let error = Verifier::new(BARE, secret(BARE, 0))
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(".secret_first() or .secret_last()"),
        "{error}"
    );
    assert!(Verifier::new(BARE.secret_last(), secret(BARE, 0)).is_ok());
    assert!(Verifier::new(BARE.secret_first(), secret(BARE, 0)).is_ok());
}

#[test]
fn a_plain_hash_over_the_message_alone_is_accepted_from_nobody() {
    const KEYLESS: Scheme = Scheme::in_body(
        Algorithm::Sha256,
        "keyless",
        |key, body| Ok(key.accepts(b"", &String::from_utf8_lossy(body))),
        |_, _| None,
    );
    let hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let request = Request::post("/").body(Bytes::from(hash)).unwrap();
    assert_eq!(code(&verifier(KEYLESS), &request), "bad_signature");
}

#[test]
#[should_panic(expected = "a signature in a header")]
fn a_place_in_a_header_is_refused() {
    let _ = Scheme::token_in("x", &[At::Header("x-token")]);
}
