//! Checks that are posted without a signature: from the head where it has the challenge, from a small
//! body where only that has it.

use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use webhook_core::providers;

use super::*;

#[tokio::test]
async fn a_challenge_in_the_head_is_answered_before_the_body_comes() {
    let graph =
        "Validation: Testing client application reachability for subscription Request-Id: 9f0-1";
    let sharepoint = "ae2c3b1f-8d57-4a0e-9c4c-5f3b1e7d2a60";
    let smartsheet = "bd6f8c05-7f4c-4d0e-a1a5-0c7b8ee0c8a1";
    let header = ("smartsheet-hook-challenge", smartsheet);
    type Row<'r> = (Scheme, &'r str, &'r [(&'r str, &'r str)], &'r str, &'r str);
    let rows: &[Row<'_>] = &[
        (
            providers::MICROSOFT_GRAPH,
            "/hook?validationToken=Validation%3A+Testing+client+application+reachability+for+subscription+Request-Id%3A+9f0-1",
            &[],
            TEXT,
            graph,
        ),
        (
            providers::MICROSOFT_SHAREPOINT,
            &format!("/hook?validationtoken={sharepoint}"),
            &[],
            TEXT,
            sharepoint,
        ),
        (
            providers::SMARTSHEET,
            "/hook",
            &[header],
            JSON,
            &format!(r#"{{"smartsheetHookResponse":"{smartsheet}"}}"#),
        ),
    ];
    for (scheme, target, headers, content_type, expected) in rows {
        let endpoint = Endpoint::of(*scheme).await;
        let answer = endpoint.ask(&bare(target, headers, "")).await;
        assert_answer(&answer, content_type, expected, scheme.name());
        let echoed = answer.headers.get("smartsheet-hook-response");
        assert_eq!(echoed.is_some(), !headers.is_empty(), "{}", scheme.name());
        assert!(echoed.is_none_or(|echoed| echoed == smartsheet));

        // Not a byte of the body is waited for.
        let address = endpoint.server.address;
        let mut stream = TcpStream::connect(address).await.unwrap();
        let announced = raw::head_with(&bare(target, headers, ""), &[("content-length", "9000")]);
        stream.write_all(&announced).await.unwrap();
        let answer = raw::read_answer(&mut stream).await.unwrap();
        assert_answer(&answer, content_type, expected, scheme.name());
    }
}

#[tokio::test]
async fn a_post_that_brings_no_challenge_in_its_head_is_a_delivery() {
    let item = r#"{"value":[{"subscriptionId":"s-1","changeType":"created"}]}"#;
    let rows = [
        (
            providers::MICROSOFT_GRAPH,
            item,
            &["/hook?validationToken=%3Cb%3E", "/hook?validationToken="][..],
        ),
        (
            providers::MICROSOFT_SHAREPOINT,
            item,
            &[
                "/hook?validationtoken=%3Cb%3E",
                "/hook?validationtoken=a+b",
                "/hook?validationtoken=",
            ],
        ),
        (
            providers::SMARTSHEET,
            r#"{"nonce":"n-1","events":[{"eventType":"created"}]}"#,
            &[],
        ),
    ];
    for (scheme, body, no_checks) in rows {
        let endpoint = Endpoint::of(scheme).await;
        for target in no_checks.iter().copied().chain(["/hook"]) {
            let answer = endpoint.ask(&bare(target, &[], body)).await;
            assert_eq!(answer.status, 401, "{}: {target}", scheme.name());
        }
        let delivery = endpoint.send(&signed(scheme, body)).await;
        assert_eq!(delivery.body, "handled", "{}", scheme.name());
    }
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
