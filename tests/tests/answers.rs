//! What a provider reads in the answer: from the handler, and from the layer for a duplicate.

use axum::{Router, body::Body, routing::post};
use axum_webhook::{Delivery, WebhookLayer, core::scheme::SuccessAnswer, testing};
use http::{Request, Response};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use webhook_core::Scheme;

const SECRET: &str = "a secret of some length";

const FIXED: Scheme = Scheme::hmac_sha256("fixed", "x-sig")
    .success_answer(SuccessAnswer::fixed("text/plain", "[accepted]"));
const STATUS: Scheme =
    Scheme::hmac_sha256("status", "x-sig").success_answer(SuccessAnswer::Status(204));
const NEUTRAL: Scheme =
    Scheme::hmac_sha256("neutral", "x-sig").success_answer(SuccessAnswer::ByHandler {
        what: "a call's next step",
        neutral: Some(("text/xml", "<Response/>")),
    });
const OWN: Scheme =
    Scheme::hmac_sha256("own", "x-sig").success_answer(SuccessAnswer::by_handler("a verdict"));
const ANY: Scheme = Scheme::hmac_sha256("any", "x-sig");

async fn handle(delivery: Delivery) -> Response<String> {
    delivery.success_answer()
}

async fn send(app: &Router, request: Request<Body>) -> (u16, Option<String>, String) {
    let response = app.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let content_type = parts.headers.get("content-type");
    let content_type = content_type.map(|value| value.to_str().unwrap().to_owned());
    let body = body.collect().await.unwrap().to_bytes();
    let body = String::from_utf8(body.to_vec()).unwrap();
    (parts.status.as_u16(), content_type, body)
}

#[tokio::test]
async fn a_duplicate_gets_the_answer_that_the_provider_takes_for_success() {
    let cases = [
        (FIXED, 200, Some("text/plain"), "[accepted]"),
        (STATUS, 204, None, ""),
        (NEUTRAL, 200, Some("text/xml"), "<Response/>"),
        (OWN, 200, None, ""),
        (ANY, 200, None, ""),
    ];
    for (scheme, status, content_type, body) in cases {
        let expected = (status, content_type.map(str::to_owned), body.to_owned());
        let layer = WebhookLayer::new(scheme, SECRET);
        let quiet = Router::new().route("/", post(async || "done").route_layer(layer));
        let request = || {
            let request = testing::request(scheme, SECRET).body("{}").build();
            request.map(Body::from)
        };
        // The handler's own answer passes unchanged; only the duplicate gets the layer's.
        let (first, _, text) = send(&quiet, request()).await;
        assert_eq!((first, &*text), (200, "done"), "{}", scheme.name());
        assert_eq!(send(&quiet, request()).await, expected, "{}", scheme.name());
    }
}

#[tokio::test]
async fn a_handler_returns_it_as_it_is() {
    let layer = WebhookLayer::new(FIXED, SECRET);
    let app = Router::new().route("/", post(handle).route_layer(layer));
    let request = || {
        testing::request(FIXED, SECRET)
            .body("{}")
            .build()
            .map(Body::from)
    };
    let first = send(&app, request()).await;
    assert_eq!(
        (first.0, first.1.as_deref(), &*first.2),
        (200, Some("text/plain"), "[accepted]")
    );
    assert_eq!(send(&app, request()).await, first, "the duplicate's");
}
