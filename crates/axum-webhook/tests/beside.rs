//! axum's own extractors under the layer, its body limit, and where the layer may be put.

mod support;

use axum::{
    Form, Json, Router,
    body::Bytes,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use axum_webhook::{Delivery, GitHubEvent, Webhook, WebhookLayer, providers};
use http::{Method, StatusCode};
use serde::Deserialize;
use support::{SECRET, json, send, signed};
use webhook_core::testing;

#[derive(Deserialize)]
struct Push {
    r#ref: String,
}

const PUSH: &str = r#"{"ref":"refs/heads/main"}"#;

#[tokio::test]
async fn body_extractors_read_the_verified_bytes() {
    async fn beside(event: GitHubEvent, Json(push): Json<Push>) -> String {
        assert_eq!(event.raw(), PUSH);
        push.r#ref
    }
    async fn wrapped(Webhook(push): Webhook<Push>, text: String) -> String {
        assert_eq!(text, PUSH);
        push.r#ref
    }
    let app = Router::new()
        .route("/json", post(async |Json(push): Json<Push>| push.r#ref))
        .route("/beside", post(beside))
        .route("/wrapped", post(wrapped))
        .route(
            "/bytes",
            post(async |delivery: Delivery, bytes: Bytes| {
                assert_eq!(delivery.body(), &bytes);
                "refs/heads/main"
            }),
        )
        .route(
            "/string",
            post(async |text: String| {
                assert_eq!(text, PUSH);
                "refs/heads/main"
            }),
        )
        .route_layer(WebhookLayer::github(SECRET).no_dedupe());
    for path in ["/json", "/beside", "/wrapped", "/bytes", "/string"] {
        let mut request = json(providers::GITHUB, "push", PUSH);
        *request.uri_mut() = path.parse().unwrap();
        let answer = send(&app, request).await;
        assert_eq!(
            (answer.status, &*answer.text),
            (StatusCode::OK, "refs/heads/main"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn form_reads_a_forms_fields() {
    #[derive(Deserialize)]
    struct Fields {
        payload: String,
    }
    async fn handler(event: GitHubEvent, Form(fields): Form<Fields>) -> String {
        let push: Push = event.payload().expect("the field's JSON");
        assert_eq!(fields.payload, PUSH);
        push.r#ref
    }
    let app = Router::new().route("/", post(handler).route_layer(WebhookLayer::github(SECRET)));
    let form: String = PUSH.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let request = testing::request(providers::GITHUB, SECRET).form(format!("payload={form}"));
    assert_eq!(send(&app, signed(&request)).await.text, "refs/heads/main");
}

#[tokio::test]
async fn axums_body_limit_holds_for_its_extractors_and_not_for_deliveries() {
    let app = || {
        Router::new()
            .route("/bytes", post(async |bytes: Bytes| bytes.len().to_string()))
            .route(
                "/delivery",
                post(async |delivery: Delivery| delivery.body().len().to_string()),
            )
            .route_layer(WebhookLayer::github(SECRET).no_dedupe())
    };
    let size = 3 * 1024 * 1024;
    let request = |path: &str| {
        let mut request = json(providers::GITHUB, "push", vec![b' '; size]);
        *request.uri_mut() = path.parse().unwrap();
        request
    };
    let bytes = send(&app(), request("/bytes")).await;
    assert_eq!(bytes.status, StatusCode::PAYLOAD_TOO_LARGE);
    let delivery = send(&app(), request("/delivery")).await;
    assert_eq!(delivery.text, size.to_string());

    let raised = app().layer(DefaultBodyLimit::max(4 * 1024 * 1024));
    assert_eq!(
        send(&raised, request("/bytes")).await.text,
        size.to_string()
    );
}

/// Which part of the route a layer covers: what a request gets that no handler is meant for.
#[tokio::test]
async fn layers_differ_on_unknown_paths_and_wrong_methods() {
    let handler = || post(async |_: Delivery| "ran");
    let layer = || WebhookLayer::github(SECRET);
    let unsigned = |method: Method, path: &str| {
        http::Request::builder()
            .method(method)
            .uri(path)
            .body(axum::body::Body::empty())
            .expect("a valid request")
    };
    // Unsigned POST to an unknown path, GET of the known one.
    let cases = [
        (
            "Router::layer covers both",
            Router::new().route("/", handler()).layer(layer()),
            (StatusCode::UNAUTHORIZED, StatusCode::METHOD_NOT_ALLOWED),
        ),
        (
            "Router::route_layer",
            Router::new().route("/", handler()).route_layer(layer()),
            (StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED),
        ),
        (
            "MethodRouter::layer",
            Router::new().route("/", handler().layer(layer())),
            (StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED),
        ),
        (
            "MethodRouter::route_layer",
            Router::new().route("/", handler().route_layer(layer())),
            (StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED),
        ),
    ];
    for (name, app, expected) in cases {
        let unknown = send(&app, unsigned(Method::POST, "/elsewhere")).await;
        let wrong = send(&app, unsigned(Method::GET, "/")).await;
        assert_eq!((unknown.status, wrong.status), expected, "{name}");
        let unsigned = send(&app, unsigned(Method::POST, "/")).await;
        assert_eq!(unsigned.status, StatusCode::UNAUTHORIZED, "{name}");
    }
}

/// What is added to a method router after its layer is not behind it.
#[tokio::test]
async fn methods_added_after_the_layer_are_unsigned() {
    let app = Router::new().route(
        "/",
        post(async |_: Delivery| "ran")
            .layer(WebhookLayer::github(SECRET))
            .get(async || "open"),
    );
    let request = http::Request::builder().uri("/");
    let request = request.body(axum::body::Body::empty()).expect("valid");
    assert_eq!(send(&app, request).await.text, "open");

    let app = Router::new()
        .route("/hooks", post(async |_: Delivery| "ran"))
        .route_layer(WebhookLayer::github(SECRET))
        .route("/health", get(async || "ok"));
    let request = http::Request::builder().uri("/health");
    let request = request.body(axum::body::Body::empty()).expect("valid");
    assert_eq!(send(&app, request).await.text, "ok");
}
