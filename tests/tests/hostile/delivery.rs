//! Handlers that fail, copies, clients that leave.

use axum::{Json, Router, routing::post};
use axum_webhook::StripeEvent;
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use tower::{Layer as _, buffer::BufferLayer, limit::ConcurrencyLimitLayer};
use tower_webhook::WebhookLayer;
use webhook_core::{providers, testing};
use webhook_tests::{
    STRIPE_SECRET,
    handler::{Act, Handler},
    raw,
    server::Server,
    wait,
};

use crate::rig::{Rig, Row, UNMEASURED, stripe, stripe_with, tally};

pub(crate) const ROWS: &[Row] = &[
    Row {
        input: "handler 500, then the same delivery twice",
        peers: [
            "both run again",
            "both run again",
            "both run again",
            "1st retry runs, 2nd gets 409",
        ],
        run: || Box::pin(failed_once(500)),
    },
    Row {
        input: "handler 422, then the same delivery twice",
        peers: ["runs", "runs", "runs", "409, never runs again for 24 h"],
        run: || Box::pin(failed_once(422)),
    },
    Row {
        input: "handler panics, then a retry",
        peers: [
            "connection closed, no answer",
            "same",
            "same (not run)",
            "closed, retry runs",
        ],
        run: || {
            Box::pin(async {
                let rig = Rig::stripe([Act::Panic]).await;
                let delivery = stripe("evt_1");
                assert_eq!(rig.send(&delivery).await, 500);
                assert_eq!(rig.send(&delivery).await, 200);
                assert_eq!((rig.handler.started(), rig.handler.finished()), (2, 1));
                "500, the retry runs".to_owned()
            })
        },
    },
    Row {
        input: "duplicate after success",
        peers: ["runs again", "runs again", "runs again", "409"],
        run: || {
            Box::pin(async {
                let rig = Rig::stripe([]).await;
                let delivery = stripe("evt_1");
                assert_eq!(rig.send(&delivery).await, 200);
                assert_eq!(rig.send(&delivery).await, 200);
                assert_eq!(rig.handler.started(), 1);
                "200, does not run".to_owned()
            })
        },
    },
    Row {
        input: "5 copies at once while the handler runs",
        peers: [
            "5 runs, 5x 200",
            "5 runs",
            "5 runs",
            "1 run, 1x 200, 4x 409",
        ],
        run: || {
            Box::pin(async {
                let rig = Rig::stripe([Act::Wait(200)]).await;
                let delivery = stripe("evt_1");
                let address = rig.server.address;
                let first = tokio::spawn({
                    let delivery = delivery.clone();
                    async move { raw::send(address, &delivery).await.status }
                });
                wait::until("the first runs", || rig.handler.started() == 1).await;
                let mut statuses = join_all((0..4).map(|_| rig.send(&delivery))).await;
                rig.handler.let_go(1);
                statuses.push(first.await.unwrap());
                assert_eq!(rig.handler.started(), 1);
                let tally = tally(statuses);
                assert_eq!(tally, "1x 200, 4x 503");
                format!("1 run, {tally}")
            })
        },
    },
    Row {
        input: "client disconnects while the handler runs",
        peers: [
            "handler dropped half-way",
            "dropped",
            "dropped",
            "dropped; the retry runs",
        ],
        run: || {
            Box::pin(async {
                let rig = Rig::stripe([Act::Wait(200)]).await;
                let delivery = stripe("evt_1");
                let mut stream = TcpStream::connect(rig.server.address).await.unwrap();
                stream.write_all(&raw::head(&delivery)).await.unwrap();
                stream.write_all(delivery.body()).await.unwrap();
                wait::until("the handler runs", || rig.handler.started() == 1).await;
                drop(stream);
                assert_eq!(rig.send(&delivery).await, 503);
                rig.handler.let_go(1);
                wait::until_async("a copy finds it done", async || {
                    rig.send(&delivery).await == 200
                })
                .await;
                assert_eq!((rig.handler.started(), rig.handler.finished()), (1, 1));
                "the handler finishes; a retry gets 503 meanwhile, then 200 without running"
                    .to_owned()
            })
        },
    },
    Row {
        input: "around it: ConcurrencyLimit, Buffer",
        peers: ["panics on the first request", "-", "-", "-"],
        run: || {
            Box::pin(async {
                let handler = Handler::default();
                let webhooks = WebhookLayer::stripe(STRIPE_SECRET).layer(handler.clone());
                let limited = ConcurrencyLimitLayer::new(1).layer(webhooks);
                let server = Server::hyper(limited).await;
                assert_eq!(
                    raw::send(server.address, &stripe("evt_1")).await.status,
                    200
                );
                let inside = tower::ServiceBuilder::new()
                    .layer(WebhookLayer::stripe(STRIPE_SECRET))
                    .map_err(|error| -> std::convert::Infallible { panic!("{error}") })
                    .layer(BufferLayer::new(4))
                    .service(handler.clone());
                let server = Server::hyper(inside).await;
                assert_eq!(
                    raw::send(server.address, &stripe("evt_2")).await.status,
                    200
                );
                assert_eq!(handler.finished(), 2);
                "runs".to_owned()
            })
        },
    },
    Row {
        input: "Twilio's form post",
        peers: ["500", "-", "-", "-"],
        run: || {
            Box::pin(async {
                let url = "https://example.com/";
                let rig = Rig::new(WebhookLayer::twilio(STRIPE_SECRET, url), []).await;
                let request = testing::request(providers::TWILIO, STRIPE_SECRET)
                    .url(url)
                    .form("Body=a+b&MessageSid=SM1")
                    .build();
                assert_eq!(rig.send(&request).await, 200);
                assert_eq!(rig.handler.bodies(), ["Body=a+b&MessageSid=SM1"]);
                "200".to_owned()
            })
        },
    },
    Row {
        input: "a known event whose schema drifted (async-stripe and octocrab: the handler never sees it)",
        peers: UNMEASURED,
        run: || {
            Box::pin(async {
                async fn handle(event: StripeEvent) -> Json<Value> {
                    Json(
                        json!({ "type": event.event_type().to_string(), "raw": event.delivery().body().len() }),
                    )
                }
                let layer = WebhookLayer::stripe(STRIPE_SECRET);
                let app = Router::new().route("/", post(handle).route_layer(layer));
                let server = Server::axum(app).await;
                let drifted =
                    r#"{"id":["evt_1"],"type":"invoice.paid","created":"soon","data":null}"#;
                let answer = raw::send(server.address, &stripe_with(drifted)).await;
                assert_eq!(answer.status, 200, "{}", answer.body);
                let told: Value = serde_json::from_str(&answer.body).unwrap();
                assert_eq!(
                    told,
                    json!({ "type": "invoice.paid", "raw": drifted.len() })
                );
                "the handler gets its type and the raw bytes".to_owned()
            })
        },
    },
];

async fn failed_once(status: u16) -> String {
    let rig = Rig::stripe([Act::Status(status)]).await;
    let delivery = stripe("evt_1");
    assert_eq!(rig.send(&delivery).await, status);
    assert_eq!(rig.send(&delivery).await, 200);
    assert_eq!(rig.handler.started(), 2, "the retry must run");
    assert_eq!(rig.send(&delivery).await, 200);
    assert_eq!(rig.handler.started(), 2, "a done delivery must not");
    "1st retry runs, 2nd gets 200 without running".to_owned()
}

#[tokio::test]
async fn t_33_a_failed_handler_is_retried_and_a_finished_one_is_not() {
    for status in [300, 400, 404, 409, 410, 422, 500, 503] {
        failed_once(status).await;
    }
}

#[tokio::test]
async fn t_64_a_failure_of_ours_is_503_and_never_a_4xx() {
    use std::time::Duration;
    // A store that is down, a handler that is late, a process that shuts down.
    let handler = Handler::script([Act::Wait(200)]);
    let layer = WebhookLayer::stripe(STRIPE_SECRET).answer_within(Duration::from_millis(20));
    let server = Server::hyper(layer.layer(handler.clone())).await;
    let late = raw::send(server.address, &stripe("evt_late")).await;
    let busy = raw::send(server.address, &stripe("evt_late")).await;
    handler.let_go(1);
    layer.drain().await;
    let closing = raw::send(server.address, &stripe("evt_closing")).await;
    for answer in [late, busy, closing] {
        assert_eq!(answer.status, 503);
        assert!(answer.headers.contains_key("retry-after"));
    }
}
