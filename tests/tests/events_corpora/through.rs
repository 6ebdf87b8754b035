//! What drifted reaches the handler of a signed delivery, through layer, router and extractor, and
//! the provider gets its 200.

use axum::{
    Router,
    body::{Body, Bytes},
    routing::post,
};
use axum_webhook::{EventRouter, GitHubEvent, SlackEvent, StripeEvent, WebhookLayer, providers};
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;
use webhook_core::testing::{self, RequestBuilder};

use crate::{
    corpus::rows,
    document::{CHANGES, Document},
};

const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// Every seventh change of a document: all kinds of change, at members all over it.
fn some(payload: &Value) -> impl Iterator<Item = String> {
    let document = Document::of(payload);
    let changes = document
        .fields
        .iter()
        .flat_map(|field| CHANGES.map(|change| (field, change)));
    let texts: Vec<_> = changes
        .step_by(7)
        .map(|(field, change)| document.with(field, change))
        .collect();
    texts.into_iter()
}

async fn assert_handled(app: &Router, request: Request<Bytes>) {
    let sent = request.body().clone();
    let answer = app.clone().oneshot(request.map(Body::from)).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let seen = answer.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(seen, sent, "the handler answers with the bytes that it saw");
}

fn app(layer: WebhookLayer, events: EventRouter) -> Router {
    Router::new().route("/", post(events).route_layer(layer.no_dedupe()))
}

async fn all(file: &str, app: Router, sign: impl Fn(&str, String) -> RequestBuilder) {
    let mut count = 0;
    for row in rows(file) {
        for body in some(&row.payload) {
            let request = sign(&row.name, body).url("/").build();
            assert_handled(&app, request).await;
            count += 1;
        }
    }
    assert!(count > 2_000, "{count}");
}

#[tokio::test]
async fn stripes_events_reach_their_handler() {
    async fn handle(event: StripeEvent) -> Bytes {
        let _ = (event.id(), event.event_type(), event.object::<Value>());
        event.raw().clone()
    }
    let events = EventRouter::new()
        .on("invoice.paid", handle)
        .otherwise(handle);
    let app = app(WebhookLayer::stripe(SECRET), events);
    let request = testing::request(providers::STRIPE, SECRET);
    all("stripe/events.jsonl.gz", app, |_, body| {
        request.clone().body(body)
    })
    .await;
}

#[tokio::test]
async fn githubs_events_reach_their_handler() {
    async fn handle(event: GitHubEvent) -> Bytes {
        let _ = (event.action(), event.sender(), event.payload::<Value>());
        event.raw().clone()
    }
    let events = EventRouter::new()
        .on("issues.opened", handle)
        .otherwise(handle);
    let app = app(WebhookLayer::github(SECRET), events);
    let request = testing::request(providers::GITHUB, SECRET);
    all("github/payloads-ghes35.jsonl.gz", app, |name, body| {
        request.clone().event_type(name).body(body)
    })
    .await;
}

#[tokio::test]
async fn slacks_events_reach_their_handler() {
    async fn handle(event: SlackEvent) -> Bytes {
        let _ = (event.kind(), event.event_id(), event.event::<Value>());
        event.raw().clone()
    }
    let events = EventRouter::new()
        .on("app_mention", handle)
        .otherwise(handle);
    let app = app(WebhookLayer::slack(SECRET), events);
    let request = testing::request(providers::SLACK, SECRET);
    all("slack/events.jsonl.gz", app, |_, body| {
        request.clone().body(body)
    })
    .await;
}
