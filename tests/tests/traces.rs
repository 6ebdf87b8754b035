//! T-60: secrets, signatures and bodies never appear in traces, captured at `TRACE`.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use http_body_util::Full;
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::WebhookLayer;
use tracing_subscriber::fmt::MakeWriter;
use webhook_core::{providers, testing};
use webhook_tests::handler::{Act, Handler};

/// Collects everything that is written.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

/// Everything that this thread traces from now on.
fn captured() -> (Log, tracing::subscriber::DefaultGuard) {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .finish();
    (log, tracing::subscriber::set_default(subscriber))
}

#[tokio::test]
async fn t_60_traces_hold_the_reason_and_never_a_secret_a_signature_or_a_body() {
    let (log, _guard) = captured();

    let marker = "customer-data-0815";
    let mut forbidden = vec![marker.to_owned()];
    for scheme in providers::ALL {
        if scheme.algorithm().is_public_key() {
            // There is no secret.
            continue;
        }
        let keys = testing::keys(scheme, b"secret-that-must-not-leak").expect("a shared secret");
        let mut layer = WebhookLayer::new(*scheme, keys.verifying_secret());
        if scheme.signs_url() {
            layer = layer.public_url("https://example.com/hooks");
        }
        let handler = Handler::script([Act::Panic, Act::Status(500)]);
        let service = layer.layer(handler);
        let request = testing::request(*scheme, keys.signing_secret())
            .url("https://example.com/hooks")
            .event_type("thing.happened")
            .form(format!("id=1&note={marker}"))
            .build();
        for header in request.headers().values() {
            let text = header.to_str().unwrap();
            // Signatures, whole or behind their tag.
            forbidden.extend(
                text.split(['=', ',', ' '])
                    .filter(|part| part.len() > 20)
                    .map(Into::into),
            );
        }
        // One in the query.
        let query = request.uri().query().unwrap_or_default();
        forbidden.extend(
            query
                .split(['=', '&'])
                .filter(|part| part.len() > 20)
                .map(Into::into),
        );
        forbidden.push(keys.signing);
        let mut tampered = request.clone();
        *tampered.body_mut() = format!("tampered {marker}").into();
        let mut unsigned = request.clone();
        unsigned.headers_mut().clear();
        for request in [&request, &request, &request, &request, &tampered, &unsigned] {
            let request = request.clone().map(Full::<Bytes>::new);
            service.clone().oneshot(request).await.unwrap();
        }
    }
    forbidden.retain(|text| text != "application/x-www-form-urlencoded");
    forbidden.push("c2VjcmV0LXRoYXQtbXVzdC1ub3QtbGVhaw".to_owned());
    forbidden.push("secret-that-must-not-leak".to_owned());

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    for code in [
        "handler_panicked",
        "bad_signature",
        "missing_header",
        "duplicate",
    ] {
        assert!(log.contains(code), "{code} is not traced");
    }
    for text in forbidden {
        assert!(!log.contains(&text), "{text:?} leaked into the traces");
    }
}

/// What the handler wants, and the delivery does not have.
#[derive(serde::Deserialize)]
struct Invoice {
    #[allow(dead_code, reason = "it is there to fail")]
    amount: u64,
}

#[tokio::test]
async fn a_payload_that_does_not_fit_is_traced_with_its_place_and_without_its_values() {
    let (log, _guard) = captured();
    let secret = "whsec_of_this_test_alone";
    let handler = async |_: axum_webhook::Webhook<Invoice>| ();
    let app: axum::Router = axum::Router::new().route(
        "/",
        axum::routing::post(handler).route_layer(WebhookLayer::stripe(secret)),
    );
    let request = testing::request(providers::STRIPE, secret)
        .body(r#"{"id":"evt_1","amount":"customer-data-0815"}"#)
        .build();
    let response = app
        .oneshot(request.map(axum::body::Body::from))
        .await
        .unwrap();
    assert_eq!(response.status(), 500);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("webhook rejected by its handler's arguments"),
        "{log}"
    );
    assert!(log.contains("/amount"), "{log}");
    assert!(!log.contains("customer-data-0815"), "{log}");
}
