//! Events, own types and `Delivery` as arguments of handlers, behind the layer and without it.

mod support;

use axum::{Router, routing::post};
use axum_webhook::{
    Delivery, GitHubEvent, GitHubEventType, ShopifyEvent, ShopifyTopic, SlackEvent, SlackKind,
    StandardEvent, StripeEvent, StripeEventType, TwilioEvent, TwilioKind, Webhook, WebhookLayer,
    WebhookRejection, providers,
};
use http::StatusCode;
use serde::Deserialize;
use support::{SECRET, STRIPE_SECRET, SVIX_SECRET, json, send, signed, stripe};
use webhook_core::testing;

#[derive(Debug, Deserialize)]
struct Invoice {
    id: String,
    amount: u64,
}

fn under_stripe<H: axum::handler::Handler<T, ()>, T: 'static>(handler: H) -> Router {
    Router::new().route(
        "/",
        post(handler).route_layer(WebhookLayer::stripe(STRIPE_SECRET)),
    )
}

const PAID: &str = r#"{"id":"evt_1","type":"invoice.paid","data":{"object":{"id":"in_1"}}}"#;

#[tokio::test]
async fn a_bare_event_is_an_argument() {
    let app = under_stripe(async |event: StripeEvent| {
        assert_eq!(*event.event_type(), StripeEventType::InvoicePaid);
        event.id().unwrap_or_default().to_owned()
    });
    let answer = send(&app, stripe(PAID)).await;
    assert_eq!((answer.status, &*answer.text), (StatusCode::OK, "evt_1"));
}

#[tokio::test]
async fn own_types_come_wrapped_and_open_by_pattern_or_deref() {
    let app = under_stripe(async |Webhook(invoice): Webhook<Invoice>| {
        format!("{} {}", invoice.id, invoice.amount)
    });
    let answer = send(&app, stripe(r#"{"id":"in_1","amount":500}"#)).await;
    assert_eq!((answer.status, &*answer.text), (StatusCode::OK, "in_1 500"));

    let app = under_stripe(async |invoice: Webhook<Invoice>| invoice.id.clone());
    let answer = send(&app, stripe(r#"{"id":"in_2","amount":500}"#)).await;
    assert_eq!(answer.text, "in_2");

    // Typed events fit as well, and so does any JSON.
    let app =
        under_stripe(async |Webhook(event): Webhook<StripeEvent>| event.event_type().to_string());
    assert_eq!(send(&app, stripe(PAID)).await.text, "invoice.paid");
    let app = under_stripe(async |Webhook(value): Webhook<serde_json::Value>| {
        value["data"]["object"]["id"].to_string()
    });
    assert_eq!(send(&app, stripe(PAID)).await.text, r#""in_1""#);
}

#[tokio::test]
async fn several_arguments_see_the_same_delivery() {
    let app = under_stripe(
        async |event: StripeEvent,
               Webhook(value): Webhook<serde_json::Value>,
               delivery: Delivery| {
            assert_eq!(event.raw(), delivery.body());
            assert_eq!(event.delivery().dedupe_key(), delivery.dedupe_key());
            value["id"].as_str().unwrap_or_default().to_owned()
        },
    );
    assert_eq!(send(&app, stripe(PAID)).await.text, "evt_1");
}

#[tokio::test]
async fn optional_arguments_are_none_without_a_delivery_only() {
    async fn handler(
        event: Option<StripeEvent>,
        own: Option<Webhook<serde_json::Value>>,
        delivery: Option<Delivery>,
    ) -> String {
        format!(
            "{} {} {}",
            event.is_some(),
            own.is_some(),
            delivery.is_some()
        )
    }
    let open = Router::new().route("/", post(handler));
    assert_eq!(send(&open, stripe(PAID)).await.text, "false false false");
    let app = under_stripe(handler);
    assert_eq!(send(&app, stripe(PAID)).await.text, "true true true");

    // A delivery that does not fit is no reason to run without it.
    let app = under_stripe(async |_: Option<GitHubEvent>| "ran");
    let answer = send(&app, stripe(PAID)).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let app = under_stripe(async |_: Option<Webhook<Invoice>>| "ran");
    let answer = send(&app, stripe(PAID)).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn t_03_without_the_layer_every_extractor_asks_for_it() {
    let app = Router::new()
        .route("/delivery", post(async |_: Delivery| "ran"))
        .route("/event", post(async |_: StripeEvent| "ran"))
        .route("/own", post(async |_: Webhook<Invoice>| "ran"));
    for path in ["/delivery", "/event", "/own"] {
        let mut request = stripe(PAID);
        *request.uri_mut() = path.parse().unwrap();
        let answer = send(&app, request).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(
            answer
                .text
                .contains("is WebhookLayer enabled on this route?"),
            "{}",
            answer.text
        );
        let rejection = answer.response.extensions().get::<WebhookRejection>();
        assert!(matches!(rejection, Some(WebhookRejection::MissingDelivery)));
    }
}

#[tokio::test]
async fn another_providers_delivery_is_named() {
    let app = Router::new().route(
        "/",
        post(async |_: StripeEvent| "ran").route_layer(WebhookLayer::github(SECRET)),
    );
    let answer = send(&app, json(providers::GITHUB, "push", "{}")).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(
        answer
            .text
            .starts_with("expected stripe, verified as github: "),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn drift_is_a_500_for_own_types_and_reaches_typed_events() {
    const DRIFTED: &str = r#"{"id":"in_1","amount":"jo@example.com","type":["new"]}"#;
    let own = under_stripe(async |_: Webhook<Invoice>| "ran");
    let answer = send(&own, stripe(DRIFTED)).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.text, WebhookRejection::PUBLIC_MESSAGE);
    // The operator finds where in the extensions; the peer reads nothing of it.
    let rejection = answer.response.extensions().get::<WebhookRejection>();
    let source = std::error::Error::source(rejection.expect("the rejection")).expect("a source");
    assert!(
        source.to_string().contains("Invoice at /amount"),
        "{source}"
    );
    // The claim was released: the provider's retry runs once the type is mended.
    let retry = send(&own, stripe(DRIFTED)).await;
    assert_eq!(retry.status, StatusCode::INTERNAL_SERVER_ERROR);

    for body in [DRIFTED, "", "not json", "[]", "null", "{\"id\":"] {
        let app = under_stripe(async |event: StripeEvent| {
            assert!(!event.event_type().is_known());
            event.raw().clone()
        });
        let answer = send(&app, stripe(body)).await;
        assert_eq!((answer.status, &*answer.text), (StatusCode::OK, body));
        let rejected = send(&own, stripe(body)).await;
        assert_eq!(rejected.status, StatusCode::INTERNAL_SERVER_ERROR, "{body}");
    }
}

#[tokio::test]
async fn every_providers_event_is_an_argument() {
    let github = async |event: GitHubEvent| {
        assert_eq!(*event.event_type(), GitHubEventType::Issues);
        event.action().unwrap_or_default().to_owned()
    };
    let shopify = async |event: ShopifyEvent| {
        assert_eq!(*event.topic(), ShopifyTopic::OrdersPaid);
    };
    let slack = async |event: SlackEvent| {
        assert!(matches!(event.kind(), SlackKind::Command { name } if &**name == "/deploy"));
    };
    let twilio = async |event: TwilioEvent| {
        assert_eq!(event.kind(), TwilioKind::Message);
        event.body().unwrap_or_default().to_owned()
    };
    let standard = async |event: StandardEvent| {
        assert!(event.sent_at().is_some());
        event.event_type().to_owned()
    };
    let app = Router::new()
        .route(
            "/github",
            post(github).route_layer(WebhookLayer::github(SECRET)),
        )
        .route(
            "/shopify",
            post(shopify).route_layer(WebhookLayer::shopify(SECRET)),
        )
        .route(
            "/slack",
            post(slack).route_layer(WebhookLayer::slack(SECRET)),
        )
        .route(
            "/twilio",
            post(twilio).route_layer(WebhookLayer::twilio(SECRET, "https://example.com/twilio")),
        )
        .route(
            "/svix",
            post(standard).route_layer(WebhookLayer::svix(SVIX_SECRET)),
        );

    let request = |scheme, secret: &str, path: &str| {
        testing::request(scheme, secret).url(format!("https://example.com{path}"))
    };
    let opened = r#"{"action":"opened"}"#;
    let issues = request(providers::GITHUB, SECRET, "/github").event_type("issues");
    let cases = [
        (issues.clone().body(opened), "opened"),
        (
            issues.form("payload=%7B%22action%22%3A%22opened%22%7D"),
            "opened",
        ),
        (
            request(providers::SHOPIFY, SECRET, "/shopify")
                .event_type("orders/paid")
                .body("{}"),
            "",
        ),
        (
            request(providers::SLACK, SECRET, "/slack").form("command=%2Fdeploy&trigger_id=1.2"),
            "",
        ),
        (
            request(providers::TWILIO, SECRET, "/twilio").form("MessageSid=SM1&Body=hello+there"),
            "hello there",
        ),
        (
            request(providers::SVIX, SVIX_SECRET, "/svix").body(r#"{"type":"user.created"}"#),
            "user.created",
        ),
    ];
    for (request, expected) in cases {
        let answer = send(&app, signed(&request)).await;
        assert_eq!((answer.status, &*answer.text), (StatusCode::OK, expected));
    }
}

#[tokio::test]
async fn a_form_of_github_fills_own_types_and_other_forms_say_what_to_do() {
    #[derive(Deserialize)]
    struct Issues {
        action: String,
    }
    let app = Router::new().route(
        "/",
        post(async |Webhook(issues): Webhook<Issues>| issues.action)
            .route_layer(WebhookLayer::github(SECRET)),
    );
    let request = testing::request(providers::GITHUB, SECRET).event_type("issues");
    let form = request
        .clone()
        .form("payload=%7B%22action%22%3A%22closed%22%7D");
    assert_eq!(send(&app, signed(&form)).await.text, "closed");

    let answer = send(&app, signed(&request.form("action=closed"))).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let rejection = answer.response.extensions().get::<WebhookRejection>();
    let source = std::error::Error::source(rejection.expect("the rejection")).expect("a source");
    assert!(
        source.to_string().contains("Form<T> beside Delivery"),
        "{source}"
    );
}
