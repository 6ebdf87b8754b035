//! `.allow_events(..)`: chosen after verification, before anything is claimed or parsed, and without
//! a loss where a type cannot be read.

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use tower::{Layer as _, ServiceExt as _};
use tower_webhook::{MemoryStore, WebhookLayer, WebhookService};
use webhook_core::{
    Delivery, Scheme, UnixTime, providers,
    testing::{self, FakeClock, RecordingStore},
};
use webhook_tests::{GITHUB_SECRET, STRIPE_SECRET, handler::Handler};

const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);

async fn status(service: &WebhookService<Handler>, request: Request<Full<Bytes>>) -> u16 {
    let answer: Response<_> = service.clone().oneshot(request).await.unwrap();
    answer.status().as_u16()
}

fn signed(scheme: Scheme, secret: &str, event_type: &str, body: &str) -> Request<Full<Bytes>> {
    let request = testing::request(scheme, secret).event_type(event_type);
    request.body(body.to_owned()).build().map(Full::new)
}

#[tokio::test]
async fn other_types_are_answered_as_handled_without_a_claim_or_a_handler() {
    let store = RecordingStore::new(MemoryStore::new());
    let handler = Handler::default();
    let layer = WebhookLayer::stripe(STRIPE_SECRET).dedupe(store.clone());
    let service = layer.allow_events(["invoice.paid"]).layer(handler.clone());
    let request = |body: &str| signed(providers::STRIPE, STRIPE_SECRET, "", body);

    for _ in 0..2 {
        let answer = service
            .clone()
            .oneshot(request(r#"{"id":"evt_1","type":"invoice.created"}"#));
        let answer = answer.await.unwrap();
        assert_eq!(answer.status(), 200);
        let delivery = answer.extensions().get::<Delivery>().unwrap();
        assert_eq!(delivery.event_type(), Some("invoice.created"));
    }
    assert_eq!((handler.started(), store.calls().len()), (0, 0));

    // Verified first: what is forged is refused, of whatever type it says to be.
    let forged = request("{}").map(|_| Full::from(r#"{"id":"evt_1","type":"invoice.created"}"#));
    assert_eq!(status(&service, forged).await, 401);

    let wanted = r#"{"id":"evt_1","type":"invoice.paid"}"#;
    assert_eq!(status(&service, request(wanted)).await, 200);
    assert_eq!(status(&service, request(wanted)).await, 200);
    assert_eq!(handler.started(), 1, "once, and its duplicate not");
}

#[tokio::test]
async fn a_type_that_cannot_be_read_is_no_reason_to_lose_the_event() {
    let handler = Handler::default();
    let layer = WebhookLayer::stripe(STRIPE_SECRET).allow_events(["invoice.paid"]);
    let service = layer.no_dedupe().layer(handler.clone());
    for body in [
        r#"{"type":{"name":"invoice.paid"}}"#,
        r#"{"type":null}"#,
        "{}",
        "not JSON",
    ] {
        let request = signed(providers::STRIPE, STRIPE_SECRET, "", body);
        assert_eq!(status(&service, request).await, 200);
    }
    assert_eq!(handler.started(), 4);
}

#[tokio::test]
async fn actions_and_items_count() {
    let handler = Handler::default();
    let layer = WebhookLayer::github(GITHUB_SECRET).allow_events(["push", "issues.opened"]);
    let service = layer.no_dedupe().layer(handler.clone());
    for (event_type, body, runs) in [
        ("push", "{}", 1),
        ("push", r#"{"action":"anything"}"#, 1),
        ("issues", r#"{"action":"opened"}"#, 1),
        ("issues", r#"{"action":"closed"}"#, 0),
        ("star", r#"{"action":"opened"}"#, 0),
    ] {
        let before = handler.started();
        let request = signed(providers::GITHUB, GITHUB_SECRET, event_type, body);
        assert_eq!(status(&service, request).await, 200);
        assert_eq!(handler.started() - before, runs, "{event_type} {body}");
    }

    // A batch comes whole if one of its items is wanted.
    let handler = Handler::default();
    let layer = WebhookLayer::new(providers::LINE, GITHUB_SECRET).clock(FakeClock::at(NOW));
    let service = layer
        .allow_events(["message"])
        .no_dedupe()
        .layer(handler.clone());
    let item = |kind: &str| format!(r#"{{"type":"{kind}","timestamp":1700000000000}}"#);
    for (types, runs) in [
        (&["follow", "message"][..], 1),
        (&["follow", "join"], 0),
        (&[], 0),
    ] {
        let before = handler.started();
        let items: Vec<_> = types.iter().map(|kind| item(kind)).collect();
        let body = format!(r#"{{"events":[{}]}}"#, items.join(","));
        let request = signed(providers::LINE, GITHUB_SECRET, "", &body);
        assert_eq!(status(&service, request).await, 200);
        assert_eq!(handler.started() - before, runs, "{types:?}");
    }
}
