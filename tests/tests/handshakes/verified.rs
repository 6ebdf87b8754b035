//! Checks that are signed, or authenticated, as deliveries are.

use webhook_core::providers;

use super::*;

#[tokio::test]
async fn zooms_validation_is_verified_and_then_signed() {
    let scheme = providers::ZOOM;
    let validation = |token: &str| {
        let body = serde_json::json!({"event": "endpoint.url_validation", "payload": {"plainToken": token}});
        signed(scheme, &body.to_string())
    };
    let endpoint = Endpoint::of(scheme).await;
    let answer = endpoint.ask(&validation("qgg8vlvZRS6UYooatFL8Aw")).await;
    let json: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(json["plainToken"], "qgg8vlvZRS6UYooatFL8Aw");
    assert_eq!(json["encryptedToken"].as_str().unwrap().len(), 64);
    let mut unsigned = validation("qgg8vlvZRS6UYooatFL8Aw");
    unsigned.headers_mut().remove(scheme.signature_header());
    assert_eq!(endpoint.ask(&unsigned).await.status, 401);
    // A token that could be an event is an event.
    let odd = endpoint.send(&validation("v0:1:{}")).await;
    assert_eq!(odd.body, "handled");
}

/// A check that its provider signs, and an event of the same sender.
struct Signed {
    scheme: Scheme,
    check: &'static str,
    status: u16,
    content_type: &'static str,
    answer: &'static str,
    event: &'static str,
}

const SIGNED: &[Signed] = &[
    Signed {
        scheme: providers::SLACK,
        check: r#"{"token":"Jhj5dZrVaK7ZwHHjRyZWjbDl","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}"#,
        status: 200,
        content_type: TEXT,
        answer: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
        event: r#"{"type":"event_callback","event_id":"Ev08MFMKH6","event":{"type":"app_mention"},"challenge":"a"}"#,
    },
    Signed {
        scheme: providers::DISCORD,
        check: r#"{"application_id":"721021203776794666","id":"611444785055795784","token":"mD54xChxoDK83ftD40yyVKhFvQvtrE6U","type":1,"user":{"id":"635044187505459075","username":"x"},"version":1}"#,
        status: 200,
        content_type: JSON,
        answer: r#"{"type":1}"#,
        event: r#"{"application_id":"721021203776794666","id":"611444785055795785","type":2,"data":{"id":"7","name":"ping","type":1},"version":1}"#,
    },
    Signed {
        scheme: providers::DISCORD_EVENTS,
        check: r#"{"version":1,"application_id":"1234560123453231555","type":0}"#,
        status: 204,
        // Discord wants one, although there is no content.
        content_type: JSON,
        answer: "",
        event: r#"{"version":1,"application_id":"1234560123453231555","type":1,"event":{"type":"APPLICATION_AUTHORIZED","timestamp":"2026-10-18T14:42:53.064834","data":{}}}"#,
    },
    Signed {
        scheme: providers::TWITCH,
        check: r#"{"challenge":"pogchamp-kappa-360noscope-vohiyo","subscription":{"id":"f1c2a387-161a-49f9-a165-0f21d7a4e1c4","status":"webhook_callback_verification_pending","type":"channel.follow","version":"1","cost":1,"condition":{"broadcaster_user_id":"12826"}}}"#,
        status: 200,
        content_type: TEXT,
        answer: "pogchamp-kappa-360noscope-vohiyo",
        // It has the form of the check, and is for the handler: the subscription is gone.
        event: r#"{"subscription":{"id":"f1c2a387-161a-49f9-a165-0f21d7a4e1c4","status":"authorization_revoked","type":"channel.follow","version":"1","cost":1,"condition":{"broadcaster_user_id":"12826"}}}"#,
    },
];

#[tokio::test]
async fn a_signed_check_is_answered_for_the_handler_and_nothing_else_is() {
    for row in SIGNED {
        let (scheme, name) = (row.scheme, row.scheme.name());
        let endpoint = Endpoint::of(scheme).await;
        // As often as it is asked, and no store remembers it.
        for _ in 0..2 {
            let answer = endpoint.ask(&signed(scheme, row.check)).await;
            let content_type = answer.headers["content-type"].as_str();
            assert_eq!(
                (answer.status, content_type, &*answer.body),
                (row.status, row.content_type, row.answer),
                "{name}"
            );
        }
        let mut unsigned = signed(scheme, row.check);
        unsigned.headers_mut().remove(scheme.signature_header());
        // Genuine, but for another body.
        let forged = signed(scheme, row.event).map(|_| Bytes::from_static(row.check.as_bytes()));
        for request in [unsigned, forged] {
            let answer = endpoint.ask(&request).await;
            assert_eq!(answer.status, 401, "{name}");
            assert!(
                row.answer.is_empty() || !answer.body.contains(row.answer),
                "{name}"
            );
        }
        let event = endpoint.send(&signed(scheme, row.event)).await;
        assert_eq!((event.status, &*event.body), (200, "handled"), "{name}");
    }
}

#[tokio::test]
async fn event_grids_code_is_told_only_to_whoever_has_the_token() {
    let scheme = providers::AZURE_EVENT_GRID;
    let validation = r#"[{"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6","validationUrl":"https://rp-eastus2.eventgrid.azure.net:553/x"}}]"#;
    let expected = r#"{"validationResponse":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6"}"#;
    let endpoint = Endpoint::of(scheme).await;
    let genuine = signed(scheme, validation);
    assert_answer(&endpoint.ask(&genuine).await, JSON, expected, "event grid");
    for headers in [
        &[][..],
        &[("authorization", "Bearer another token of some length")],
    ] {
        let answer = endpoint.ask(&bare("/hook", headers, validation)).await;
        assert_eq!(answer.status, 401);
        assert!(!answer.body.contains("512d38b6"));
    }
}

#[tokio::test]
async fn fronts_and_tebexs_checks_are_answered_once_they_are_verified() {
    let tebex = Endpoint::of(providers::TEBEX).await;
    let validation = r#"{"id":"2c116b11-1110","type":"validation.webhook"}"#;
    let answer = tebex.ask(&signed(providers::TEBEX, validation)).await;
    assert_answer(&answer, JSON, r#"{"id":"2c116b11-1110"}"#, "tebex");

    let front = Endpoint::of(providers::FRONT).await;
    let mut sync = signed(providers::FRONT, r#"{"type":"sync"}"#);
    sync.headers_mut()
        .insert("x-front-challenge", "r4nd0m".parse().unwrap());
    assert_answer(&front.ask(&sync).await, TEXT, "r4nd0m", "front");
    sync.headers_mut().remove("x-front-signature");
    assert_eq!(front.ask(&sync).await.status, 401);
}

#[tokio::test]
async fn xeros_intent_to_receive_gets_200_or_401_and_never_a_body() {
    let scheme = providers::XERO;
    let endpoint = Endpoint::of(scheme).await;
    let intent =
        r#"{"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"S0m3r4Nd0mt3xt"}"#;
    let right = endpoint.ask(&signed(scheme, intent)).await;
    assert_eq!((right.status, &*right.body), (200, ""));
    let mut wrong = signed(scheme, intent);
    let other = signed(scheme, "{}").headers()["x-xero-signature"].clone();
    wrong.headers_mut().insert("x-xero-signature", other);
    let wrong = endpoint.ask(&wrong).await;
    assert_eq!((wrong.status, &*wrong.body), (401, ""));
    let events = signed(scheme, r#"{"events":[{"eventType":"UPDATE"}]}"#);
    assert_eq!(endpoint.send(&events).await.body, "handled");
}
