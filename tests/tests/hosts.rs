//! What the place of the layer changes: limits, timeouts and panics around it, 404 and 405. That all else
//! is the same on every host is told in `cross_host`.

use std::time::Duration;

use axum::{
    Router,
    routing::{get, post, post_service},
};
use bytes::Bytes;
use http::{Request, StatusCode};
use tower::ServiceBuilder;
use tower_http::{catch_panic::CatchPanicLayer, timeout::TimeoutLayer};
use tower_webhook::WebhookLayer;
use webhook_core::{providers, testing};
use webhook_tests::{
    STRIPE_SECRET,
    handler::{Act, Handler},
    raw,
    server::Server,
    stripe_event, wait,
};

fn delivery(path: &str, id: &str) -> Request<Bytes> {
    testing::request(providers::STRIPE, STRIPE_SECRET)
        .url(format!("http://localhost{path}"))
        .body(stripe_event(id))
        .build()
}

fn layer() -> WebhookLayer {
    WebhookLayer::stripe(STRIPE_SECRET)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_concurrency_limit_inside_makes_deliveries_wait_their_turn() {
    let handler = Handler::script([Act::Wait(200), Act::Wait(200)]);
    let service = ServiceBuilder::new()
        .layer(layer())
        .concurrency_limit(1)
        .service(handler.clone());
    let server = Server::hyper(service).await;
    let first =
        tokio::spawn(async move { raw::send(server.address, &delivery("/", "evt_1")).await });
    wait::until("the first runs", || handler.started() == 1).await;
    let second = async { raw::send(server.address, &delivery("/", "evt_2")).await };
    let release = async {
        handler.let_go(2);
        first.await.unwrap()
    };
    let (second, first) = tokio::join!(second, release);
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(handler.finished(), 2);
}

#[tokio::test]
async fn an_outer_timeout_detaches_the_handler_instead_of_losing_it() {
    let handler = Handler::script([Act::Wait(200)]);
    let app = Router::new()
        .route("/hooks", post_service(handler.clone()))
        .layer(
            ServiceBuilder::new()
                .layer(TimeoutLayer::with_status_code(
                    StatusCode::GATEWAY_TIMEOUT,
                    Duration::from_millis(50),
                ))
                .layer(layer()),
        );
    let server = Server::axum(app).await;
    assert_eq!(
        raw::send(server.address, &delivery("/hooks", "evt_1"))
            .await
            .status,
        504
    );
    handler.let_go(1);
    wait::until("the handler finishes", || handler.finished() == 1).await;
    wait::until_async("the retry finds it done", async || {
        raw::send(server.address, &delivery("/hooks", "evt_1"))
            .await
            .status
            == 200
    })
    .await;
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn routers_differ_on_404_and_405_as_documented() {
    let ok = async || "ok";
    // (router, path, method) and the status of an unsigned request.
    let cases: Vec<(&str, Router, &str, &str, u16)> = vec![
        (
            "layer guards the fallback too",
            Router::new().route("/hooks", post(ok)).layer(layer()),
            "POST",
            "/nowhere",
            401,
        ),
        (
            "route_layer leaves 404 alone",
            Router::new().route("/hooks", post(ok)).route_layer(layer()),
            "POST",
            "/nowhere",
            404,
        ),
        (
            "layer answers 405 itself",
            Router::new().route("/hooks", post(ok)).layer(layer()),
            "PUT",
            "/hooks",
            405,
        ),
        (
            "post(h).route_layer(L) gives axum's 405",
            Router::new().route("/hooks", post(ok).route_layer(layer())),
            "PUT",
            "/hooks",
            405,
        ),
        (
            "post(h).layer(L).get(..) leaves GET unsigned",
            Router::new().route("/hooks", post(ok).layer(layer()).merge(get(ok))),
            "GET",
            "/hooks",
            200,
        ),
    ];
    for (name, app, method, path, status) in cases {
        let server = Server::axum(app).await;
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Bytes::new())
            .unwrap();
        assert_eq!(
            raw::send(server.address, &request).await.status,
            status,
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_catch_panic_layer_around_sees_no_handlers_panic_unless_it_is_let_through() {
    for (layer, expected) in [(layer(), 500), (layer().propagate_panics(), 418)] {
        let handler = Handler::script([Act::Panic]);
        let outside = CatchPanicLayer::custom(|_| {
            let response = http::Response::builder().status(StatusCode::IM_A_TEAPOT);
            response.body(axum::body::Body::empty()).unwrap()
        });
        let app = Router::new()
            .route("/hooks", post_service(handler.clone()))
            .layer(ServiceBuilder::new().layer(outside).layer(layer));
        let server = Server::axum(app).await;
        let panicked = raw::send(server.address, &delivery("/hooks", "evt_1")).await;
        assert_eq!(panicked.status, expected);
        let retry = raw::send(server.address, &delivery("/hooks", "evt_1")).await;
        assert_eq!((retry.status, handler.started()), (200, 2));
    }
}

#[tokio::test]
async fn a_concurrency_limit_around_lets_go_of_a_handler_whose_client_is_gone() {
    let handler = Handler::script([Act::Wait(200)]);
    let service = ServiceBuilder::new()
        .concurrency_limit(1)
        .layer(layer())
        .service(handler.clone());
    let send = |id| {
        let request = delivery("/hooks", id).map(http_body_util::Full::new);
        tower::ServiceExt::oneshot(service.clone(), request)
    };
    let request = tokio::spawn(send("evt_1"));
    wait::until("the handler runs", || handler.started() == 1).await;
    request.abort();
    assert!(request.await.unwrap_err().is_cancelled());
    // The only permit is free while the first handler still runs.
    assert_eq!(send("evt_2").await.unwrap().status(), 200);
    assert_eq!((handler.started(), handler.finished()), (2, 1));
    handler.let_go(1);
    wait::until("the first finishes alone", || handler.finished() == 2).await;
}
