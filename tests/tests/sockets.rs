//! Concurrency, disconnects and hostile bodies over real sockets, plain hyper underneath.

use std::{num::NonZeroUsize, time::Duration};

use bytes::Bytes;
use http::Request;
use http_body_util::{Empty, Full};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use tower::Layer as _;
use tower_webhook::{BodyBudget, MemoryStore, WebhookLayer};
use webhook_core::{
    providers,
    testing::{self, RecordingStore},
};
use webhook_tests::{
    STRIPE_SECRET,
    handler::{Act, Handler},
    raw,
    server::Server,
    stripe_event, wait,
};

fn delivery(id: &str) -> Request<Bytes> {
    testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(stripe_event(id))
        .build()
}

fn layer() -> WebhookLayer {
    WebhookLayer::stripe(STRIPE_SECRET)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_concurrent_copies_run_the_handler_once() {
    let handler = Handler::script([Act::Wait(200)]);
    let server = Server::hyper(layer().layer(handler.clone())).await;
    let copies: Vec<_> = (0..64)
        .map(|_| tokio::spawn(async move { raw::send(server.address, &delivery("evt_1")).await }))
        .collect();
    wait::until("63 copies are answered", || {
        copies.iter().filter(|copy| copy.is_finished()).count() == 63
    })
    .await;
    handler.let_go(1);
    let mut statuses = Vec::new();
    for copy in copies {
        let answer = copy.await.unwrap();
        assert_eq!(
            answer.headers.contains_key("retry-after"),
            answer.status == 503
        );
        statuses.push(answer.status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert_eq!(statuses[1..], [503; 63]);
    assert_eq!(handler.started(), 1);
    assert_eq!(
        raw::send(server.address, &delivery("evt_1")).await.status,
        200
    );
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn t_33_a_client_that_disconnects_on_http_1_loses_nothing() {
    for (outcome, runs) in [(200, 1), (500, 2)] {
        let handler = Handler::script([Act::Wait(outcome)]);
        let webhooks = layer();
        let server = Server::hyper(webhooks.layer(handler.clone())).await;
        let request = delivery("evt_1");
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(&raw::head(&request)).await.unwrap();
        stream.write_all(request.body()).await.unwrap();
        wait::until("the handler runs", || handler.started() == 1).await;
        drop(stream);
        after_disconnect(&server, &handler, runs).await;
    }
}

#[tokio::test]
async fn t_33_a_client_that_disconnects_on_http_2_loses_nothing() {
    for (outcome, runs) in [(200, 1), (500, 2)] {
        let handler = Handler::script([Act::Wait(outcome)]);
        let server = Server::hyper(layer().layer(handler.clone())).await;
        let address = server.address;
        // A runtime of its own: hyper's client keeps the connection in tasks that only die with it.
        let client = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        client.spawn(async move {
            let stream = TcpStream::connect(address).await.unwrap();
            let (mut client, connection) =
                http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
                    .await
                    .unwrap();
            tokio::spawn(connection);
            let _ = client.send_request(delivery("evt_1").map(Full::new)).await;
        });
        wait::until("the handler runs", || handler.started() == 1).await;
        client.shutdown_background();
        after_disconnect(&server, &handler, runs).await;
    }
}

/// The handler finishes alone; a retry then runs only if it failed.
async fn after_disconnect(server: &Server, handler: &Handler, runs: usize) {
    let copy = raw::send(server.address, &delivery("evt_1")).await;
    assert_eq!(
        copy.status, 503,
        "a duplicate must not be told that it is done"
    );
    handler.let_go(1);
    wait::until("the handler finishes alone", || handler.finished() == 1).await;
    wait::until_async("the retry gets 200", async || {
        raw::send(server.address, &delivery("evt_1")).await.status == 200
    })
    .await;
    assert_eq!(handler.started(), runs);
}

#[tokio::test]
async fn t_50_requests_refused_by_their_head_cost_no_body_byte() {
    let store = RecordingStore::new(MemoryStore::new());
    let handler = Handler::default();
    let server = Server::hyper(layer().dedupe(store.clone()).layer(handler.clone())).await;
    let signed = delivery("evt_1");
    let mut cases = Vec::new();
    let mut unsigned = signed.clone();
    unsigned.headers_mut().remove("stripe-signature");
    cases.push((unsigned, "104857600", 401));
    cases.push((signed.clone(), "104857600", 413));
    cases.push((signed.clone(), "9000000000000000000", 413));
    let stale = testing::request(providers::STRIPE, STRIPE_SECRET)
        .at(webhook_core::UnixTime::from_secs(1_000_000_000))
        .build();
    cases.push((stale, "10", 401));
    let mut empty = signed.clone();
    empty
        .headers_mut()
        .insert("stripe-signature", "".parse().unwrap());
    cases.push((empty, "10", 401));
    let mut many = signed.clone();
    let entries = format!("t=1,{}", ["v1=00"; 600].join(","));
    many.headers_mut()
        .insert("stripe-signature", entries.parse().unwrap());
    cases.push((many, "10", 400));
    let mut get = signed.clone();
    *get.method_mut() = http::Method::PUT;
    cases.push((get, "10", 405));
    let mut encoded = signed;
    encoded
        .headers_mut()
        .insert("content-encoding", "gzip".parse().unwrap());
    cases.push((encoded, "10", 415));
    for (request, length, status) in cases {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        // The head only: an answer proves that nobody waits for the body.
        let head = raw::head_with(&request, &[("content-length", length)]);
        stream.write_all(&head).await.unwrap();
        let answer = raw::read_answer(&mut stream).await.expect("an answer");
        assert_eq!(answer.status, status);
        assert_eq!(answer.body, "webhook delivery refused\n");
        assert_eq!(
            answer.headers.get("allow").map(String::as_str),
            (status == 405).then_some("POST")
        );
    }
    assert_eq!((handler.started(), store.calls().len()), (0, 0));
}

#[tokio::test]
async fn t_51_chunked_bodies_pass_below_the_limit_and_get_413_above_it() {
    let handler = Handler::default();
    let limit = NonZeroUsize::new(1000).unwrap();
    let server = Server::hyper(layer().body_limit(limit).layer(handler.clone())).await;
    for (padding, status) in [(0, 200), (1000, 413)] {
        let body = format!("{}{}", stripe_event("evt_1"), " ".repeat(padding));
        let request = testing::request(providers::STRIPE, STRIPE_SECRET)
            .body(body)
            .build();
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let head = raw::head_with(&request, &[("transfer-encoding", "chunked")]);
        stream.write_all(&head).await.unwrap();
        for chunk in request.body().chunks(7) {
            let chunk = [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat();
            if stream.write_all(&chunk).await.is_err() {
                break;
            }
        }
        let _ = stream.write_all(b"0\r\n\r\n").await;
        assert_eq!(raw::read_answer(&mut stream).await.unwrap().status, status);
    }
    assert_eq!(handler.started(), 1);
    assert_eq!(handler.bodies()[0], stripe_event("evt_1"));
}

#[tokio::test]
async fn t_54_a_slow_body_is_cut_at_the_deadline() {
    let handler = Handler::default();
    let deadline = Duration::from_millis(200);
    let server = Server::hyper(layer().read_timeout(deadline).layer(handler.clone())).await;
    let request = delivery("evt_1");
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(&raw::head(&request)).await.unwrap();
    stream.write_all(&request.body()[..10]).await.unwrap();
    let answer = raw::read_answer(&mut stream).await.expect("an answer");
    assert_eq!(answer.status, 503);
    assert!(answer.headers.contains_key("retry-after"));
    assert_eq!(handler.started(), 0);
}

#[tokio::test]
async fn a_body_that_breaks_off_runs_nothing_and_its_retry_does() {
    let handler = Handler::default();
    let budget = BodyBudget::new(1 << 20);
    let server = Server::hyper(layer().body_budget(budget.clone()).layer(handler.clone())).await;
    let request = delivery("evt_1");
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(&raw::head(&request)).await.unwrap();
    stream.write_all(&request.body()[..10]).await.unwrap();
    wait::until("the first bytes are charged", || budget.used() > 0).await;
    drop(stream);
    wait::until("the budget is given back", || budget.used() == 0).await;
    assert_eq!(raw::send(server.address, &request).await.status, 200);
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn bodies_beyond_the_budget_get_503_while_small_ones_pass() {
    let handler = Handler::default();
    let budget = BodyBudget::new(400 * 1024);
    let server = Server::hyper(layer().body_budget(budget.clone()).layer(handler.clone())).await;
    let large = testing::request(providers::STRIPE, STRIPE_SECRET)
        .body(vec![b' '; 200 * 1024])
        .build();
    // Holds 200 KiB of the 300 KiB for large bodies.
    let mut slow = TcpStream::connect(server.address).await.unwrap();
    slow.write_all(&raw::head(&large)).await.unwrap();
    slow.write_all(&large.body()[..150 * 1024]).await.unwrap();
    wait::until("the slow body is charged", || budget.used() >= 200 * 1024).await;
    let refused = raw::send(server.address, &large).await;
    assert_eq!(refused.status, 503);
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(
        raw::send(server.address, &delivery("evt_1")).await.status,
        200
    );
    slow.write_all(&large.body()[150 * 1024..]).await.unwrap();
    assert_eq!(raw::read_answer(&mut slow).await.unwrap().status, 200);
    wait::until("the budget is given back", || budget.used() == 0).await;
}

#[tokio::test]
async fn handlers_beyond_max_in_flight_get_503_detached_ones_included() {
    let handler = Handler::script([Act::Wait(200)]);
    let one = NonZeroUsize::new(1).unwrap();
    let server = Server::hyper(layer().max_in_flight(one).layer(handler.clone())).await;
    let request = delivery("evt_1");
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(&raw::head(&request)).await.unwrap();
    stream.write_all(request.body()).await.unwrap();
    wait::until("the handler runs", || handler.started() == 1).await;
    drop(stream);
    assert_eq!(
        raw::send(server.address, &delivery("evt_2")).await.status,
        503
    );
    handler.let_go(1);
    wait::until_async("the place is free again", async || {
        raw::send(server.address, &delivery("evt_2")).await.status == 200
    })
    .await;
    assert_eq!(handler.started(), 2);
}

#[tokio::test]
async fn answer_within_answers_503_while_the_handler_goes_on() {
    let handler = Handler::script([Act::Wait(200)]);
    let layer = layer().answer_within(Duration::from_millis(50));
    let server = Server::hyper(layer.layer(handler.clone())).await;
    assert_eq!(
        raw::send(server.address, &delivery("evt_1")).await.status,
        503
    );
    handler.let_go(1);
    wait::until("the handler finishes", || handler.finished() == 1).await;
    wait::until_async("the retry finds it done", async || {
        raw::send(server.address, &delivery("evt_1")).await.status == 200
    })
    .await;
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn t_20_http_2_and_http_1_agree_on_headers_of_any_case() {
    let handler = Handler::default();
    let server = Server::hyper(layer().layer(handler.clone())).await;
    let stream = TcpStream::connect(server.address).await.unwrap();
    let (mut client, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .unwrap();
    tokio::spawn(connection);
    let answer = client
        .send_request(delivery("evt_1").map(Full::new))
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let request = delivery("evt_2");
    let signature = request.headers()["stripe-signature"]
        .to_str()
        .unwrap()
        .to_owned();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let length = request.body().len();
    let head = format!(
        "POST / HTTP/1.1\r\nHOST: localhost\r\nSTRIPE-SIGNATURE: {signature}\r\nContent-LENGTH: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(request.body()).await.unwrap();
    assert_eq!(raw::read_answer(&mut stream).await.unwrap().status, 200);
    assert_eq!(handler.started(), 2);
}

#[tokio::test]
async fn t_02_an_http_2_request_without_signature_is_refused() {
    let server = Server::hyper(layer().layer(Handler::default())).await;
    let stream = TcpStream::connect(server.address).await.unwrap();
    let (mut client, connection) = http2::handshake(TokioExecutor::new(), TokioIo::new(stream))
        .await
        .unwrap();
    tokio::spawn(connection);
    let request = Request::post("/").body(Empty::<Bytes>::new()).unwrap();
    assert_eq!(client.send_request(request).await.unwrap().status(), 401);
}
