//! `EventRouter`: which handler runs for which event, and what the provider is answered.

mod support;

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::State,
    response::Response,
    routing::post,
};
use axum_webhook::{
    Delivery, EventRouter, GitHubEvent, GitHubEventType, StripeEvent, StripeEventType,
    WebhookLayer, WebhookRejection, core::Unhandled, providers,
};
use http::StatusCode;
use http_body_util::BodyExt as _;
use support::{SECRET, STRIPE_SECRET, json, send, signed, stripe};
use tower::{Layer as _, ServiceExt as _};
use webhook_core::{UnixTime, testing};

const NOW: UnixTime = UnixTime::from_secs(1_700_000_000);

/// What ran, in order.
type Log = Arc<Mutex<Vec<&'static str>>>;

fn ran(log: &Log) -> Vec<&'static str> {
    std::mem::take(&mut log.lock().unwrap())
}

/// A handler that notes its name and answers with this status.
macro_rules! noting {
    ($name:literal) => {
        noting!($name, OK)
    };
    ($name:literal, $status:ident) => {
        async |State(log): State<Log>| {
            log.lock().unwrap().push($name);
            StatusCode::$status
        }
    };
}

fn app(layer: WebhookLayer, events: EventRouter<Log>) -> (Router, Log) {
    let log = Log::default();
    let router = Router::new().route("/", post(events).route_layer(layer.no_dedupe()));
    (router.with_state(log.clone()), log)
}

fn event(event_type: &str) -> String {
    format!(r#"{{"id":"evt_1","type":"{event_type}"}}"#)
}

#[tokio::test]
async fn the_handler_of_an_events_type_runs_and_no_other() {
    let events = EventRouter::new()
        .on(StripeEventType::InvoicePaid, noting!("paid"))
        .on_any(
            [StripeEventType::ChargeFailed, StripeEventType::ChargeExpired],
            noting!("failed"),
        )
        // Newer than this crate.
        .on("moon.rose", noting!("moon"));
    let (app, log) = app(WebhookLayer::stripe(STRIPE_SECRET), events);
    for (event_type, expected) in [
        ("invoice.paid", &["paid"][..]),
        ("charge.failed", &["failed"]),
        ("charge.expired", &["failed"]),
        ("moon.rose", &["moon"]),
        ("invoice.created", &[]),
        ("invoice", &[]),
    ] {
        let answer = send(&app, stripe(event(event_type))).await;
        assert_eq!(answer.status, StatusCode::OK, "{event_type}");
        assert_eq!(ran(&log), expected, "{event_type}");
        let unhandled = answer.response.extensions().get::<Unhandled>().is_some();
        assert_eq!(unhandled, expected.is_empty(), "{event_type}");
    }
}

#[tokio::test]
async fn an_action_goes_before_its_event_which_takes_the_others() {
    let events = EventRouter::new()
        .on("issues.opened", noting!("opened"))
        .on(GitHubEventType::Issues, noting!("issues"))
        .on("pull_request.closed", noting!("closed"))
        .on(GitHubEventType::Push, noting!("push"));
    let (app, log) = app(WebhookLayer::github(SECRET), events);
    let form = |event_type: &str, body: &str| {
        let body: String = body.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let request = testing::request(providers::GITHUB, SECRET).event_type(event_type);
        signed(&request.form(format!("payload={body}")))
    };
    for (event_type, body, expected) in [
        ("issues", r#"{"action":"opened"}"#, &["opened"][..]),
        ("issues", r#"{"action":"closed"}"#, &["issues"]),
        ("issues", "{}", &["issues"]),
        ("pull_request", r#"{"action":"closed"}"#, &["closed"]),
        ("pull_request", r#"{"action":"opened"}"#, &[]),
        ("push", r#"{"ref":"refs/heads/main"}"#, &["push"]),
    ] {
        send(&app, json(providers::GITHUB, event_type, body)).await;
        assert_eq!(ran(&log), expected, "{event_type} {body}");
        send(&app, form(event_type, body)).await;
        assert_eq!(ran(&log), expected, "{event_type} {body}, in a form");
    }
}

#[tokio::test]
async fn otherwise_takes_every_other_type_and_those_that_cannot_be_read() {
    let paid = EventRouter::new().on("invoice.paid", noting!("paid"));
    let (strict, log) = app(WebhookLayer::stripe(STRIPE_SECRET), paid.clone());
    // The provider changed the type's form: answered 200 the event would be lost.
    for body in [r#"{"type":{"name":"invoice.paid"}}"#, "{}", "not JSON"] {
        let answer = send(&strict, stripe(body)).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{body}");
        assert!(answer.text.contains("otherwise"), "{}", answer.text);
        let rejection = answer.response.extensions().get::<WebhookRejection>();
        assert!(matches!(rejection, Some(WebhookRejection::Untyped)));
    }
    assert!(ran(&log).is_empty());
    let (lenient, log) = app(
        WebhookLayer::stripe(STRIPE_SECRET),
        paid.otherwise(noting!("other", ACCEPTED)),
    );
    for body in [r#"{"type":[]}"#, r#"{"type":"charge.failed"}"#] {
        assert_eq!(
            send(&lenient, stripe(body)).await.status,
            StatusCode::ACCEPTED
        );
        assert_eq!(ran(&log), ["other"], "{body}");
    }
}

#[tokio::test]
async fn before_may_end_it_and_after_sees_every_answer() {
    async fn teapot(delivery: Delivery, mut response: Response) -> Response {
        assert!(delivery.event_type().is_some());
        response
            .headers_mut()
            .insert("x-after", "ran".parse().unwrap());
        if response.status() == StatusCode::CONFLICT {
            *response.status_mut() = StatusCode::OK;
        }
        response
    }
    async fn gate(State(log): State<Log>, event: StripeEvent, body: Bytes) -> StatusCode {
        log.lock().unwrap().push("gate");
        assert_eq!(*event.raw(), body);
        match event.account() {
            Some("blocked") => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::OK,
        }
    }
    async fn paid(State(log): State<Log>, event: StripeEvent, body: Bytes) -> StatusCode {
        log.lock().unwrap().push("paid");
        assert_eq!(*event.raw(), body);
        StatusCode::CREATED
    }
    let events = EventRouter::new()
        .on("invoice.paid", paid)
        .on("charge.failed", noting!("failed", CONFLICT))
        .before(noting!("first", NO_CONTENT))
        .before(gate)
        .after(teapot);
    let (app, log) = app(WebhookLayer::stripe(STRIPE_SECRET), events);
    let cases: [(&str, StatusCode, &[&str]); 4] = [
        (
            r#"{"type":"invoice.paid"}"#,
            StatusCode::CREATED,
            &["first", "gate", "paid"],
        ),
        (
            r#"{"type":"charge.failed"}"#,
            StatusCode::OK,
            &["first", "gate", "failed"],
        ),
        (
            r#"{"type":"invoice.paid","account":"blocked"}"#,
            StatusCode::SERVICE_UNAVAILABLE,
            &["first", "gate"],
        ),
        // Nobody's: nothing runs.
        (r#"{"type":"invoice.created"}"#, StatusCode::OK, &[]),
    ];
    for (body, status, expected) in cases {
        let answer = send(&app, stripe(body)).await;
        assert_eq!(answer.status, status, "{body}");
        assert_eq!(ran(&log), expected, "{body}");
        let after = answer.response.headers().contains_key("x-after");
        assert_eq!(after, !expected.is_empty(), "{body}");
    }
}

#[tokio::test]
async fn of_a_batch_every_handler_runs_that_an_item_has() {
    fn batch(types: &[&str]) -> String {
        let items: Vec<_> = types
            .iter()
            .map(|name| {
                format!(r#"{{"webhookEventId":"e","type":"{name}","timestamp":1700000000000}}"#)
            })
            .collect();
        format!(r#"{{"events":[{}]}}"#, items.join(","))
    }
    let layer = || WebhookLayer::new(providers::LINE, SECRET).clock(testing::FakeClock::at(NOW));
    let line = |body: String| signed(&testing::request(providers::LINE, SECRET).body(body));
    let events = EventRouter::new()
        .on("message", noting!("message"))
        .on_any(["follow", "join"], noting!("follow"))
        .on("unsend", noting!("unsend", SERVICE_UNAVAILABLE));
    let (plain, log) = app(layer(), events.clone());
    for (types, status, expected) in [
        (&["leave", "message"][..], 200, &["message"][..]),
        (
            &["follow", "message", "join", "message"],
            200,
            &["follow", "message"],
        ),
        (&["follow", "unsend", "message"], 503, &["follow", "unsend"]),
        (&["leave"], 200, &[]),
        // The check of the endpoint's address.
        (&[], 200, &[]),
    ] {
        let answer = send(&plain, line(batch(types))).await;
        assert_eq!(answer.status, status, "{types:?}");
        assert_eq!(ran(&log), expected, "{types:?}");
    }
    let (all, log) = app(layer(), events.otherwise(noting!("other")));
    send(&all, line(batch(&["leave", "message", "leave"]))).await;
    assert_eq!(ran(&log), ["other", "message"]);
}

#[tokio::test]
async fn it_is_a_service_of_its_own_and_under_any_layer() {
    async fn paid(State(name): State<&'static str>, event: StripeEvent) -> String {
        format!("{name} {}", event.event_type())
    }
    let events = EventRouter::new()
        .on("invoice.paid", paid)
        .with_state("shop");
    let service = WebhookLayer::stripe(STRIPE_SECRET).layer(events.clone());
    let response = service
        .oneshot(stripe(event("invoice.paid")))
        .await
        .unwrap();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(&bytes[..], b"shop invoice.paid");

    // Without the layer it asks for it.
    let response = events.oneshot(stripe(event("invoice.paid"))).await.unwrap();
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let rejection = response.extensions().get::<WebhookRejection>();
    assert!(matches!(rejection, Some(WebhookRejection::MissingDelivery)));
}

/// What the provider reads in an answer is also what it reads for an event that nobody handles.
#[tokio::test]
async fn an_unhandled_event_is_answered_as_its_provider_expects() {
    const TWILIO_URL: &str = "https://example.com/sms";
    let events: EventRouter<Log> = EventRouter::new().on("delivered", noting!("delivered"));
    let (app, _) = app(WebhookLayer::twilio(SECRET, TWILIO_URL), events);
    let request = testing::request(providers::TWILIO, SECRET)
        .url(TWILIO_URL)
        .form("MessageSid=SM1&MessageStatus=sent");
    let mut request = request.build().map(Body::from);
    *request.uri_mut() = "/".parse().unwrap();
    let answer = send(&app, request).await;
    assert_eq!(
        (answer.status, &*answer.text),
        (StatusCode::OK, "<Response/>")
    );
}

#[test]
fn mistakes_stop_the_service_at_its_start() {
    fn message(build: impl FnOnce() + std::panic::UnwindSafe) -> String {
        let panic = std::panic::catch_unwind(build).unwrap_err();
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap()
    }
    let paid = || EventRouter::<()>::new().on("invoice.paid", async || ());
    let twice = message(move || drop(paid().on(StripeEventType::InvoicePaid, async || ())));
    assert!(twice.contains("two handlers for `invoice.paid`"), "{twice}");
    let unnamed = message(move || drop(paid().on("", async || ())));
    assert!(unnamed.contains("without a name"), "{unnamed}");
    let others = message(move || drop(paid().otherwise(async || ()).otherwise(async || ())));
    assert!(others.contains("every other type"), "{others}");
    assert_eq!(
        format!("{:?}", paid()),
        r#"EventRouter { on: ["invoice.paid"], otherwise: false, .. }"#
    );
}

#[allow(
    dead_code,
    reason = "compiled only: any extractor fits, in any order that axum allows"
)]
fn handlers_are_axums_own() -> EventRouter<Log> {
    EventRouter::new()
        .on(
            "push",
            async |_: GitHubEvent, _: State<Log>, _: Delivery, body: String| body,
        )
        .on("ping", async || ())
        .on("star", async |_: Option<GitHubEvent>| {
            Err::<(), _>(StatusCode::CONFLICT)
        })
}
