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
