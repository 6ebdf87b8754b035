//! Checks that come unsigned in a `GET`, a `HEAD` or an `OPTIONS`: answered from their head.

use http::Method;
use webhook_core::{providers, scheme::At};

use super::*;

const AGREED: &str = "the token that was agreed";
const NO_HEADER: (&str, &str) = ("x-nothing", "-");

const STRAVA: Scheme = own(&[check(
    When::GetAgreed {
        token: "hub.verify_token",
        with: &[("hub.mode", "subscribe")],
    },
    Challenge::Token(At::Query("hub.challenge")),
    Reply::Json("hub.challenge"),
)]);
const ADOBE_IO: Scheme = own(&[check(
    When::Get,
    Challenge::Token(At::Query("challenge")),
    Reply::Text,
)]);
const EBAY: Scheme = own(&[check(
    When::Get,
    Challenge::Token(At::Query("challenge_code")),
    Reply::Hashed("challengeResponse"),
)]);
const CIRCLE: Scheme = own(&[check(When::Head, Challenge::None, Reply::Text)]);

async fn ask(scheme: Scheme, method: Method, target: &str, header: (&str, &str)) -> Answer {
    let endpoint = Endpoint::with(scheme, |layer| {
        let layer = layer
            .verify_token(AGREED)
            .topics(["https://example.com/feed"])
            .allowed_origins(["eventgrid.azure.net"]);
        match scheme.signs_url() {
            true => layer,
            false => layer.public_url("https://example.com/hook"),
        }
    });
    let request = Request::builder()
        .method(method)
        .uri(target)
        .header(header.0, header.1)
        .body(Bytes::new())
        .unwrap();
    endpoint.await.ask(&request).await
}

#[tokio::test]
async fn a_get_is_answered_as_the_provider_asks() {
    let agreed = "verify_token=the+token+that+was+agreed";
    let subscribe = format!("/hook?hub.mode=subscribe&hub.{agreed}&hub.challenge=1158201444");
    let oura = format!(
        "/hook?{agreed_oura}&challenge=a1-b2",
        agreed_oura = agreed.replace("verify", "verification")
    );
    let uuid = "81ac1b9c-9c19-4b32-8a8e-0b3e0a7f7a0d";
    let rows = [
        (
            providers::DROPBOX,
            "/hook?challenge=abc-123_x",
            NO_HEADER,
            TEXT,
            "abc-123_x",
        ),
        (
            providers::NYLAS,
            "/hook?challenge=bc609b38",
            NO_HEADER,
            TEXT,
            "bc609b38",
        ),
        (providers::META, &subscribe, NO_HEADER, TEXT, "1158201444"),
        (
            STRAVA,
            &subscribe,
            NO_HEADER,
            JSON,
            r#"{"hub.challenge":"1158201444"}"#,
        ),
        (
            providers::OURA,
            &oura,
            NO_HEADER,
            JSON,
            r#"{"challenge":"a1-b2"}"#,
        ),
        (
            ADOBE_IO,
            "/hook?challenge=8ec8d794-e0ab",
            NO_HEADER,
            TEXT,
            "8ec8d794-e0ab",
        ),
        (
            providers::OKTA,
            "/hook",
            ("x-okta-verification-challenge", "Q1w2-e3"),
            JSON,
            r#"{"verification":"Q1w2-e3"}"#,
        ),
        // Computed with Python 3 hashlib and hmac.
        (
            EBAY,
            "/hook?challenge_code=a8628072-3d33-45ee-9004-bee86830a22d",
            NO_HEADER,
            JSON,
            r#"{"challengeResponse":"bac8ba4d94a683a676ed1d5e99715f840c5b3aba6cef81dc551a84f066a3688f"}"#,
        ),
        (
            providers::LINKEDIN,
            &format!("/hook?challengeCode={uuid}"),
            NO_HEADER,
            JSON,
            &format!(
                r#"{{"challengeCode":"{uuid}","challengeResponse":"b1a57de5c8473d47a3be64cc75a04ce7dd8be9835396e5d9c82f97d25398cf11"}}"#
            ),
        ),
        (
            providers::BRAINTREE,
            "/hook?bt_challenge=20f9f8ed05f77439fe955c977e4c8a53",
            NO_HEADER,
            TEXT,
            "public_key|d04f93973c85b32df09a59f9d89242edc9df04ca",
        ),
    ];
    for (scheme, target, header, content_type, body) in rows {
        let answer = ask(scheme, Method::GET, target, header).await;
        assert_answer(&answer, content_type, body, target);
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
        (
            providers::OURA,
            "/hook?verification_token=guessed&challenge=1",
        ),
        (providers::OKTA, "/hook"),
        (providers::X, "/hook"),
        (
            providers::LINKEDIN,
            "/hook?challengeCode=hmacsha256%3D%7B%7D",
        ),
        (
            providers::BRAINTREE,
            "/hook?bt_challenge=PG5vdGlmaWNhdGlvbi8%2B",
        ),
        (providers::STRIPE, "/hook?challenge=1"),
        (providers::TRELLO, "/hook"),
        (providers::ASANA, "/hook"),
        (
            providers::WEBSUB,
            "/hook?hub.topic=https%3A%2F%2Fexample.com%2Ffeed&hub.challenge=1",
        ),
        (providers::MONDAY, "/hook?challenge=1"),
    ];
    for (scheme, target) in rows {
        let answer = ask(scheme, Method::GET, target, NO_HEADER).await;
        assert_eq!(answer.status, 405, "{}: {target}", scheme.name());
    }
}

#[tokio::test]
async fn a_head_is_answered_where_the_provider_sends_one() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    for (scheme, status) in [
        (providers::TRELLO, 200),
        (providers::MANDRILL, 200),
        (CIRCLE, 200),
        (providers::STRIPE, 405),
    ] {
        let endpoint = Endpoint::of(scheme).await;
        let request = Request::head("/hook").body(Bytes::new()).unwrap();
        let address = endpoint.server.address;
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(&raw::head(&request)).await.unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        let expected = format!("HTTP/1.1 {status}");
        assert_eq!(answer, expected.as_bytes(), "{}", scheme.name());
    }
}

#[tokio::test]
async fn a_challenge_is_signed_only_if_it_could_be_no_event() {
    let scheme = providers::X;
    let target = "/hook?crc_token=MDEyMzQ1Njc4OQ%3D%3D";
    let answer = ask(scheme, Method::GET, target, NO_HEADER).await;
    assert_eq!(answer.status, 200);
    // The very signature that a body of these bytes would have …
    let event = signed(scheme, "MDEyMzQ1Njc4OQ==");
    let signature = event.headers()[scheme.signature_header()].to_str().unwrap();
    assert_eq!(
        answer.body,
        format!(r#"{{"response_token":"{signature}"}}"#)
    );
    // … which therefore is no delivery.
    assert_eq!(Endpoint::of(scheme).await.ask(&event).await.status, 400);
    // And nothing that an event is made of is signed for anybody.
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
async fn websub_confirms_what_is_wanted_and_ends_only_what_is_not() {
    let wanted = "https%3A%2F%2Fexample.com%2Ffeed";
    let other = "https%3A%2F%2Fexample.com%2Fother";
    let rows = [
        ("subscribe", wanted, "c/1-_=", 200, "c/1-_="),
        ("subscribe", other, "c1", 404, ""),
        ("unsubscribe", other, "c1", 200, "c1"),
        // Somebody else asked the hub to end it.
        ("unsubscribe", wanted, "c1", 404, ""),
        ("denied", wanted, "c1", 404, ""),
        ("subscribe", wanted, "%3Cscript%3E", 404, ""),
        ("subscribe", wanted, "", 404, ""),
        ("subscribe", "", "c1", 404, ""),
    ];
    for scheme in [providers::WEBSUB, providers::WEBSUB_SHA1] {
        for (mode, topic, challenge, status, body) in rows {
            let target = format!(
                "/hook?hub.mode={mode}&hub.topic={topic}&hub.challenge={challenge}&hub.lease_seconds=864000"
            );
            let answer = ask(scheme, Method::GET, &target, NO_HEADER).await;
            assert_eq!((answer.status, &*answer.body), (status, body), "{target}");
        }
    }
    let unset = Endpoint::of(providers::WEBSUB).await;
    let target = format!("/hook?hub.mode=subscribe&hub.topic={wanted}&hub.challenge=c1");
    let request = Request::get(target).body(Bytes::new()).unwrap();
    assert_eq!(unset.ask(&request).await.status, 404);
}

#[tokio::test]
async fn cloudevents_asks_whether_its_origin_may_deliver() {
    let scheme = providers::CLOUDEVENTS;
    let from = |origin| ("webhook-request-origin", origin);
    let answer = ask(
        scheme,
        Method::OPTIONS,
        "/hook",
        from("eventgrid.azure.net"),
    )
    .await;
    assert_eq!((answer.status, &*answer.body), (200, ""));
    assert_eq!(
        answer.headers["webhook-allowed-origin"],
        "eventgrid.azure.net"
    );
    assert_eq!(answer.headers["webhook-allowed-rate"], "*");
    assert_eq!(answer.headers["allow"], "POST");
    for header in [from("evil.example"), from("*"), NO_HEADER] {
        let answer = ask(scheme, Method::OPTIONS, "/hook", header).await;
        assert_eq!(answer.status, 405, "{header:?}");
        assert!(!answer.headers.contains_key("webhook-allowed-origin"));
    }
    let limited = Endpoint::with(scheme, |layer| {
        let rate = std::num::NonZeroU32::new(120).unwrap();
        layer.allowed_origins(["Events.Example"]).allowed_rate(rate)
    });
    let request = Request::options("/hook").header("webhook-request-origin", "events.example");
    let answer = limited
        .await
        .ask(&request.body(Bytes::new()).unwrap())
        .await;
    assert_eq!(answer.headers["webhook-allowed-rate"], "120");
}

#[tokio::test]
async fn acrobat_signs_client_id_is_echoed_to_whoever_knows_it() {
    let scheme = providers::ADOBE_ACROBAT_SIGN;
    let id = key(scheme);
    let (id, other) = (
        ("x-adobesign-clientid", &*id),
        ("x-adobesign-clientid", "another"),
    );
    let answer = ask(scheme, Method::GET, "/hook", id).await;
    assert_eq!(
        (answer.status, &*answer.headers["x-adobesign-clientid"]),
        (200, id.1)
    );
    for header in [other, NO_HEADER] {
        let answer = ask(scheme, Method::GET, "/hook", header).await;
        assert_eq!(answer.status, 405);
        assert!(!answer.headers.contains_key("x-adobesign-clientid"));
    }
    // And in the answer to every delivery, a duplicate's too.
    let endpoint = Endpoint::of(scheme).await;
    let delivery = signed(scheme, r#"{"event":"AGREEMENT_CREATED"}"#);
    for body in ["handled", ""] {
        let answer = endpoint.send(&delivery).await;
        assert_eq!((answer.status, &*answer.body), (200, body));
        assert_eq!(answer.headers["x-adobesign-clientid"], id.1);
    }
    let forged = bare("/hook", &[other], "{}");
    let refused = endpoint.send(&forged).await;
    assert_eq!(refused.status, 401);
    assert!(!refused.headers.contains_key("x-adobesign-clientid"));
}
