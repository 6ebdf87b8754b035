//! Checks that are posted without a signature: from the head where it has the challenge, from a small
//! body where only that has it.

use webhook_core::{providers, scheme::At};

use super::*;

const GRAPH: Scheme = own(&[check(
    When::Post,
    Challenge::Text(At::Query("validationToken")),
    Reply::Text,
)]);
const SMARTSHEET: Scheme = own(&[check(
    When::Post,
    Challenge::Token(At::Header("smartsheet-hook-challenge")),
    Reply::HeaderAndJson("smartsheet-hook-response", "smartsheetHookResponse"),
)]);

#[tokio::test]
async fn a_challenge_in_the_head_is_answered_before_the_body_comes() {
    let target = "/hook?validationToken=Validation%3A+Testing+client+application+reachability+for+subscription+Request-Id%3A+9f0-1";
    let token =
        "Validation: Testing client application reachability for subscription Request-Id: 9f0-1";
    let graph = Endpoint::of(GRAPH).await;
    assert_answer(
        &graph.ask(&bare(target, &[], "")).await,
        TEXT,
        token,
        target,
    );
    for target in [
        "/hook?validationToken=%3Cb%3E",
        "/hook?validationToken=",
        "/hook",
    ] {
        assert_eq!(
            graph.ask(&bare(target, &[], "")).await.status,
            401,
            "{target}"
        );
    }

    let smartsheet = Endpoint::of(SMARTSHEET).await;
    let header = ("smartsheet-hook-challenge", "bd6f-8c05");
    let answer = smartsheet.ask(&bare("/hook", &[header], "{}")).await;
    assert_answer(
        &answer,
        JSON,
        r#"{"smartsheetHookResponse":"bd6f-8c05"}"#,
        "smartsheet",
    );
    assert_eq!(answer.headers["smartsheet-hook-response"], "bd6f-8c05");
    // A delivery without one is a delivery.
    assert_eq!(
        smartsheet.send(&signed(SMARTSHEET, "{}")).await.body,
        "handled"
    );

    // Not a byte of the body is waited for.
    use tokio::io::AsyncWriteExt as _;
    let address = smartsheet.server.address;
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let announced = raw::head_with(&bare("/hook", &[header], ""), &[("content-length", "9000")]);
    stream.write_all(&announced).await.unwrap();
    assert_eq!(raw::read_answer(&mut stream).await.unwrap().status, 200);
}

#[tokio::test]
async fn a_challenge_in_the_body_is_answered_although_nobody_signed_it() {
    let monday = Endpoint::of(providers::MONDAY).await;
    let challenge = r#"{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}"#;
    let answer = monday.ask(&bare("/hook", &[], challenge)).await;
    assert_answer(&answer, JSON, challenge, "monday");

    let smartcar = Endpoint::of(providers::SMARTCAR).await;
    let verify = r#"{"eventType":"VERIFY","data":{"challenge":"c1b2d3-random_string"}}"#;
    // Computed with Python 3 hmac.
    let expected =
        r#"{"challenge":"691a437d6fd8e4d831e0bd8f7dfcb60df19edf3e7a51e43f825556179da21c0e"}"#;
    for request in [
        bare("/hook", &[], verify),
        signed(providers::SMARTCAR, verify),
    ] {
        assert_answer(&smartcar.ask(&request).await, JSON, expected, "smartcar");
    }
}

#[tokio::test]
async fn an_unsigned_post_that_is_no_check_is_refused_as_ever() {
    let large = format!(r#"{{"challenge":"a","padding":"{}"}}"#, "x".repeat(4096));
    let rows = [
        (
            providers::MONDAY,
            r#"{"event":{"type":"create_item"}}"#,
            401,
        ),
        (providers::MONDAY, r#"{"challenge":"<script>"}"#, 401),
        (providers::MONDAY, r#"{"challenge":{}}"#, 401),
        (providers::MONDAY, "", 401),
        (providers::MONDAY, &large, 401),
        (providers::SMARTCAR, r#"{"eventType":"VERIFY"}"#, 401),
        (
            providers::SMARTCAR,
            r#"{"eventType":"VERIFY","data":{"challenge":"{}"}}"#,
            401,
        ),
        (
            providers::SMARTCAR,
            r#"{"eventType":"x","data":{"challenge":"a"}}"#,
            401,
        ),
        (providers::STRIPE, r#"{"challenge":"a"}"#, 401),
        (
            providers::SLACK,
            r#"{"type":"url_verification","challenge":"a"}"#,
            401,
        ),
    ];
    for (scheme, body, status) in rows {
        let endpoint = Endpoint::of(scheme).await;
        let answer = endpoint.ask(&bare("/hook", &[], body)).await;
        assert_eq!(answer.status, status, "{}: {body}", scheme.name());
    }
    // A wrong signature is wrong, whatever the body says.
    let endpoint = Endpoint::of(providers::SMARTCAR).await;
    let verify = r#"{"eventType":"VERIFY","data":{"challenge":"a"}}"#;
    let zeros = "0".repeat(64);
    let forged = bare("/hook", &[("sc-signature", &zeros)], verify);
    assert_eq!(endpoint.ask(&forged).await.status, 401);
}

#[tokio::test]
async fn a_layer_that_only_observes_answers_checks_too() {
    let endpoint = Endpoint::with(providers::MONDAY, WebhookLayer::observe_only).await;
    let answer = endpoint
        .send(&bare("/hook", &[], r#"{"challenge":"a"}"#))
        .await;
    assert_eq!(answer.body, r#"{"challenge":"a"}"#);
    let other = format!(r#"{{"event":"{}"}}"#, "x".repeat(5000));
    assert_eq!(
        endpoint.send(&bare("/hook", &[], &other)).await.body,
        "handled"
    );
}
