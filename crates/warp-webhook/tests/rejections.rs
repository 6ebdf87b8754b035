//! What is rejected inside of a guard, what the layer refuses, and what outer filters see of either.

mod support;

use bytes::Bytes;
use http::{Request, StatusCode};
use serde::Deserialize;
use support::{Act, Handler, OutOfStock, Server, forged, layer, signed, stripe};
use warp::{Filter, Rejection, Reply, reply::Response};
use warp_webhook::{
    Delivery, GitHubEvent, ItemDedupe, Refusal, Refused, Rejected, StripeEvent, WebhookRejection,
    delivery, event, guard, guard_rejecting, item_dedupe, optional_delivery, optional_event,
};

#[derive(Debug, Deserialize)]
struct Invoice {
    amount: u64,
}

/// A handler of rejections as users write them.
async fn stock(rejection: Rejection) -> Result<StatusCode, Rejection> {
    match rejection.find::<OutOfStock>() {
        Some(OutOfStock) => Ok(StatusCode::CONFLICT),
        None => Err(rejection),
    }
}

#[tokio::test]
async fn what_the_handler_rejects_releases_the_claim_and_reaches_recover() {
    let handler = Handler::script([Act::Reject, Act::Reject]);
    let guarded = warp::path!("hooks").and(guard(layer(), handler.filter()));
    let server = Server::warp(guarded.clone().recover(stock)).await;
    assert_eq!(
        server.status(&stripe("evt_1")).await,
        409,
        "the same rejection"
    );
    // Nobody recovers it here: as warp answers.
    let bare = Server::warp(guarded).await;
    let answer = bare.send(&stripe("evt_1")).await;
    assert_eq!(
        (answer.status, &*answer.body),
        (500, "Unhandled rejection: OutOfStock")
    );
    // The third delivery succeeds and is the last to run.
    assert_eq!(server.status(&stripe("evt_1")).await, 200);
    assert_eq!(server.status(&stripe("evt_1")).await, 200);
    assert_eq!((handler.started(), handler.finished()), (3, 1));
}

#[tokio::test]
async fn warps_own_rejections_keep_their_statuses() {
    let invoice = delivery()
        .and(warp::body::json())
        .map(|_: Delivery, invoice: Invoice| invoice.amount.to_string());
    let server = Server::warp(warp::path!("hooks").and(guard(layer(), invoice))).await;
    let answer = server.send(&stripe("evt_1")).await;
    assert_eq!(answer.status, 400);
    assert!(
        answer.body.contains("missing field `amount`"),
        "{}",
        answer.body
    );
    let answer = server.send(&signed(r#"{"id":"evt_2","amount":5}"#)).await;
    assert_eq!((answer.status, &*answer.body), (200, "5"));
}

#[tokio::test]
async fn a_refusal_falls_through_to_no_other_route() {
    let routes = warp::path!("hooks")
        .and(guard(layer(), delivery().map(|_| "handled")))
        .or(warp::path!("hooks").map(|| "somebody else's"))
        .recover(async |_: Rejection| Ok::<_, Rejection>("recovered"));
    let server = Server::warp(routes).await;
    assert_eq!(server.status(&forged("evt_1")).await, 401);
    assert_eq!(server.send(&stripe("evt_1")).await.body, "handled");
}

async fn explain(rejection: Rejection) -> Result<Response, Rejection> {
    match rejection.find::<Refused>() {
        Some(refused) => {
            let text = format!("recovered {}", refused.refusal().code());
            Ok(warp::reply::with_status(text, refused.refusal().status()).into_response())
        }
        None => Err(rejection),
    }
}

#[tokio::test]
async fn refusals_are_rejections_for_those_who_ask() {
    let handler = Handler::default();
    let guarded = warp::path!("hooks").and(guard_rejecting(layer(), handler.filter()));
    let server = Server::warp(guarded.clone().recover(explain)).await;
    let answer = server.send(&forged("evt_1")).await;
    assert_eq!(
        (answer.status, &*answer.body),
        (401, "recovered bad_signature")
    );
    // A duplicate is no refusal.
    for _ in 0..2 {
        assert_eq!(server.status(&stripe("evt_1")).await, 200);
    }
    assert_eq!(handler.started(), 1);

    let ours = Server::warp(guarded.clone().recover(warp_webhook::recover)).await;
    let put = Request::put("/hooks").body(Bytes::new()).unwrap();
    let answer = ours.send(&put).await;
    assert_eq!(
        (answer.status, &*answer.body),
        (405, Refusal::PUBLIC_MESSAGE)
    );
    assert!(answer.head.contains("allow: post"), "{}", answer.head);

    // Unrecovered, it is warp's 500, which says nothing of the reason.
    let bare = Server::warp(guarded).await;
    let answer = bare.send(&forged("evt_1")).await;
    assert_eq!(
        (answer.status, &*answer.body),
        (
            500,
            "Unhandled rejection: webhook delivery refused (401 Unauthorized)"
        )
    );
}

#[tokio::test]
async fn events_of_both_kinds_and_what_is_optional() {
    let seen = event::<StripeEvent>()
        .and(event::<serde_json::Value>())
        .and(delivery())
        .and(optional_delivery())
        .and(optional_event())
        .map(
            |event: StripeEvent,
             json: serde_json::Value,
             delivery: Delivery,
             optional: Option<Delivery>,
             again: Option<StripeEvent>| {
                assert_eq!(event.raw(), delivery.body());
                assert!(optional.is_some() && again.is_some());
                json["id"].as_str().unwrap_or_default().to_owned()
            },
        );
    let server = Server::warp(warp::path!("hooks").and(guard(layer(), seen))).await;
    assert_eq!(server.send(&stripe("evt_1")).await.body, "evt_1");
}

#[tokio::test]
async fn arguments_that_cannot_be_had_say_why() {
    let routes = warp::path!("open" / "event")
        .and(event::<StripeEvent>().map(|_| "ran"))
        .or(warp::path!("open" / "delivery").and(delivery().map(|_| "ran")))
        .or(warp::path!("open" / "optional").and(
            optional_event().map(|event: Option<StripeEvent>| event.map_or("none", |_| "some")),
        ))
        .or(warp::path!("wrong").and(guard(
            layer().endpoint("wrong"),
            event::<GitHubEvent>().map(|_| "ran"),
        )))
        .or(warp::path!("items").and(guard(
            layer().endpoint("items"),
            item_dedupe().map(|_: ItemDedupe| "ran"),
        )))
        .or(warp::path!("batch").and(guard(
            layer().endpoint("batch").dedupe_items(),
            item_dedupe().map(|_: ItemDedupe| "ran"),
        )))
        .or(warp::path!("own").and(guard(
            layer().endpoint("own"),
            event::<Invoice>().map(|invoice: Invoice| invoice.amount.to_string()),
        )));
    let recovered = Server::warp(routes.clone().recover(warp_webhook::recover)).await;
    let bare = Server::warp(routes).await;
    let ask = async |server: &Server, path: &str| {
        let mut request = signed(r#"{"id":"evt_1","amount":"jo@example.com"}"#);
        *request.uri_mut() = path.parse().unwrap();
        server.send(&request).await
    };
    for (path, advice) in [
        ("/open/event", "is WebhookLayer enabled on this route?"),
        ("/open/delivery", "is WebhookLayer enabled on this route?"),
        ("/wrong", "expected github, verified as stripe: "),
        ("/items", "add .dedupe_items() to its WebhookLayer"),
        ("/own", "webhook delivery could not be read"),
    ] {
        for server in [&recovered, &bare] {
            let answer = ask(server, path).await;
            assert_eq!(answer.status, 500, "{path}");
            assert!(answer.body.contains(advice), "{path}: {}", answer.body);
            assert!(!answer.body.contains("jo@"), "{}", answer.body);
        }
    }
    assert_eq!(ask(&bare, "/open/optional").await.body, "none");
    assert_eq!(ask(&bare, "/batch").await.body, "ran");
}

#[tokio::test]
async fn a_response_made_of_a_rejection_carries_it() {
    let rejection = warp::reject::custom(Rejected(WebhookRejection::MissingDelivery));
    let response = warp_webhook::recover(rejection).await.unwrap();
    let carried = response.extensions().get::<WebhookRejection>();
    assert!(matches!(carried, Some(WebhookRejection::MissingDelivery)));
    assert!(
        warp_webhook::recover(warp::reject())
            .await
            .unwrap_err()
            .is_not_found()
    );
}

#[tokio::test]
async fn filters_that_cannot_fail_are_guarded_too() {
    let infallible = guard(layer(), warp::any().map(|| "ran"));
    let server = Server::warp(warp::path!("hooks").and(infallible)).await;
    assert_eq!(server.send(&stripe("evt_1")).await.body, "ran");
}
