//! Endpoint checks over a real socket: those that come unsigned are answered from their head, nothing
//! else gets past the layer that way, and no answer is a signature over an event.

use axum::{Router, routing::any};
use bytes::Bytes;
use http::{Method, Request};
use tower_webhook::WebhookLayer;
use webhook_core::{Scheme, providers, testing};
use webhook_tests::{
    raw::{self, Answer},
    server::Server,
};

const KEY: &[u8] = b"a key of thirty-two bytes, as is";
const AGREED: &str = "the token that was agreed";

async fn server(scheme: Scheme) -> Server {
    let keys = testing::keys(&scheme, KEY).expect("it can be signed for");
    let mut layer = WebhookLayer::new(scheme, keys.verifying).verify_token(AGREED);
    if scheme.signs_url() {
        layer = layer.public_url("https://example.com/hook");
    }
    let handler = any(|| async { "handled" }).layer(layer);
    Server::axum(Router::new().route("/hook", handler)).await
}

async fn ask(scheme: Scheme, method: Method, target: &str, header: (&str, &str)) -> Answer {
    let server = server(scheme).await;
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header(header.0, header.1)
        .body(Bytes::new())
        .unwrap();
    raw::send(server.address, &request).await
}

const NO_HEADER: (&str, &str) = ("x-nothing", "-");

#[tokio::test]
async fn unsigned_checks_are_answered_as_the_provider_asks() {
    let subscribe = "/hook?hub.mode=subscribe&hub.verify_token=the+token+that+was+agreed&hub.challenge=1158201444";
    let rows = [
        (
            providers::DROPBOX,
            "/hook?challenge=abc-123_x",
            NO_HEADER,
            "text/plain; charset=utf-8",
            "abc-123_x",
        ),
        (
            providers::NYLAS,
            "/hook?challenge=bc609b38",
            NO_HEADER,
            "text/plain; charset=utf-8",
            "bc609b38",
        ),
        (
            providers::META,
            subscribe,
            NO_HEADER,
            "text/plain; charset=utf-8",
            "1158201444",
        ),
        (
            providers::OKTA,
            "/hook",
            ("x-okta-verification-challenge", "Q1w2-e3"),
            "application/json",
            r#"{"verification":"Q1w2-e3"}"#,
        ),
    ];
    for (scheme, target, header, content_type, body) in rows {
        let answer = ask(scheme, Method::GET, target, header).await;
        let seen = (
            answer.status,
            answer.headers["content-type"].as_str(),
            &*answer.body,
        );
        assert_eq!(seen, (200, content_type, body), "{}", scheme.name());
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    }
}

#[tokio::test]
async fn whatever_is_no_check_gets_no_further_for_being_a_get() {
    let wrong_token = "/hook?hub.mode=subscribe&hub.verify_token=guessed&hub.challenge=1";
    let no_mode = "/hook?hub.verify_token=the+token+that+was+agreed&hub.challenge=1";
    let no_challenge = "/hook?hub.mode=subscribe&hub.verify_token=the+token+that+was+agreed";
    let long = format!("/hook?challenge={}", "a".repeat(513));
    let rows = [
        (providers::DROPBOX, "/hook"),
        (providers::DROPBOX, "/hook?challenge="),
        (
            providers::DROPBOX,
            "/hook?challenge=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        ),
        (providers::DROPBOX, "/hook?challenge=%0d%0aset-cookie:x"),
        (providers::DROPBOX, long.as_str()),
        (providers::META, "/hook"),
        (providers::META, wrong_token),
        (providers::META, no_mode),
        (providers::META, no_challenge),
        (providers::OKTA, "/hook"),
        (providers::X, "/hook"),
        (providers::STRIPE, "/hook?challenge=1"),
        (providers::TRELLO, "/hook"),
    ];
    for (scheme, target) in rows {
        let answer = ask(scheme, Method::GET, target, NO_HEADER).await;
        assert_eq!(answer.status, 405, "{}: {target}", scheme.name());
        assert!(!answer.body.contains("handled"));
    }
}

#[tokio::test]
async fn a_head_is_answered_where_the_provider_sends_one() {
    for (scheme, status) in [
        (providers::TRELLO, 200),
        (providers::MANDRILL, 200),
        (providers::STRIPE, 405),
    ] {
        let server = server(scheme).await;
        let request = Request::head("/hook").body(Bytes::new()).unwrap();
        let mut stream = tokio::net::TcpStream::connect(server.address)
            .await
            .unwrap();
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        stream.write_all(&raw::head(&request)).await.unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(
            answer,
            format!("HTTP/1.1 {status}").as_bytes(),
            "{}",
            scheme.name()
        );
    }
}

#[tokio::test]
async fn a_challenge_is_signed_only_if_it_could_be_no_event() {
    let scheme = providers::X;
    let answer = ask(
        scheme,
        Method::GET,
        "/hook?crc_token=MDEyMzQ1Njc4OQ%3D%3D",
        NO_HEADER,
    )
    .await;
    assert_eq!(answer.status, 200);
    // The very signature that a body of these bytes would have.
    let keys = testing::keys(&scheme, KEY).unwrap();
    let signed = testing::request(scheme, keys.signing)
        .body("MDEyMzQ1Njc4OQ==")
        .build();
    let signature = signed.headers()[scheme.signature_header()]
        .to_str()
        .unwrap();
    assert_eq!(
        answer.body,
        format!(r#"{{"response_token":"{signature}"}}"#)
    );
    // So nothing that an event is made of is signed for anybody.
    for token in [
        "%7B%22a%22%3A1%7D",
        "%5B%5D",
        "%22x%22",
        "a%20b",
        "a%0Ab",
        "v0%3A1%3Ax",
        "%C3%A9",
    ] {
        let target = format!("/hook?crc_token={token}");
        let answer = ask(scheme, Method::GET, &target, NO_HEADER).await;
        assert_eq!(answer.status, 405, "{token}");
    }
}

#[tokio::test]
async fn zooms_validation_is_verified_and_then_signed() {
    let scheme = providers::ZOOM;
    let keys = testing::keys(&scheme, KEY).unwrap();
    let validation = |token: &str| {
        let body = serde_json::json!({"event": "endpoint.url_validation", "payload": {"plainToken": token}});
        testing::request(scheme, keys.signing.as_str())
            .url("http://localhost/hook")
            .body(body.to_string())
            .build()
    };
    let server = server(scheme).await;
    let answer = raw::send(server.address, &validation("qgg8vlvZRS6UYooatFL8Aw")).await;
    let json: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(json["plainToken"], "qgg8vlvZRS6UYooatFL8Aw");
    assert_eq!(json["encryptedToken"].as_str().unwrap().len(), 64);
    // A token that could be an event is an event, and unsigned nothing is answered.
    let odd = raw::send(server.address, &validation("v0:1:{}")).await;
    assert_eq!(odd.body, "handled");
    let mut unsigned = validation("qgg8vlvZRS6UYooatFL8Aw");
    unsigned.headers_mut().remove(scheme.signature_header());
    assert_eq!(raw::send(server.address, &unsigned).await.status, 401);
}
