//! Clients that vanish, duplicates of what still runs, handlers that panic or are late.

mod support;

use std::{num::NonZeroUsize, time::Duration};

use support::{Act, Handler, Server, event_body, head, layer, read_answer, signed, stripe, until};
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use warp_webhook::BodyBudget;

/// Sends a delivery and vanishes when its handler runs.
async fn vanish_in_mid_handler(server: &Server, handler: &Handler) {
    let request = stripe("evt_1");
    let mut stream: TcpStream = server.connect().await;
    stream.write_all(&head(&request, None)).await.unwrap();
    stream.write_all(request.body()).await.unwrap();
    until("the handler runs", async || handler.started() == 1).await;
    drop(stream);
}

#[tokio::test]
async fn a_handler_whose_client_vanished_finishes_and_the_retry_is_a_duplicate() {
    for (outcome, runs) in [(200, 1), (500, 2)] {
        let handler = Handler::script([Act::Wait(outcome)]);
        let server = Server::hooks(layer(), &handler).await;
        vanish_in_mid_handler(&server, &handler).await;
        // It still runs, and not twice.
        let meanwhile = server.send(&stripe("evt_1")).await;
        assert_eq!(meanwhile.status, 503);
        assert!(meanwhile.head.contains("retry-after: "));
        handler.let_go(1);
        until("the handler finishes", async || handler.finished() == 1).await;
        until("the retry is answered", async || {
            server.status(&stripe("evt_1")).await == 200
        })
        .await;
        assert_eq!(handler.started(), runs);
    }
}

#[tokio::test]
async fn draining_waits_for_the_handler_of_a_vanished_client() {
    let handler = Handler::script([Act::Wait(200)]);
    let layer = layer();
    let server = Server::hooks(layer.clone(), &handler).await;
    vanish_in_mid_handler(&server, &handler).await;
    let drained = tokio::spawn(layer.drain());
    until("new deliveries are refused", async || {
        server.status(&stripe("evt_2")).await == 503
    })
    .await;
    assert!(!drained.is_finished());
    handler.let_go(1);
    drained.await.unwrap();
    assert_eq!((handler.started(), handler.finished()), (1, 1));
}

#[tokio::test]
async fn a_handler_may_be_dropped_with_its_client() {
    let handler = Handler::script([Act::Wait(200)]);
    let server = Server::hooks(layer().cancel_on_disconnect(), &handler).await;
    vanish_in_mid_handler(&server, &handler).await;
    until("the claim is released and the retry runs", async || {
        server.status(&stripe("evt_1")).await == 200
    })
    .await;
    assert_eq!((handler.started(), handler.finished()), (2, 1));
}

#[tokio::test]
async fn a_client_that_vanishes_in_mid_body_leaves_nothing_behind() {
    let handler = Handler::default();
    // Room for one body at a time.
    let length = event_body("evt_1").len();
    let budget = BodyBudget::new(length);
    let server = Server::hooks(layer().body_budget(budget.clone()), &handler).await;
    let request = stripe("evt_1");
    let mut stream = server.connect().await;
    // The interim answer shows that the body is being read.
    let expecting = format!("content-length: {length}\r\nexpect: 100-continue\r\n");
    stream
        .write_all(&head(&request, Some(&expecting)))
        .await
        .unwrap();
    assert_eq!(read_answer(&mut stream).await.unwrap().status, 100);
    stream.write_all(&request.body()[..10]).await.unwrap();
    assert_eq!(budget.used(), length);
    assert_eq!(server.status(&request).await, 503, "overloaded");
    drop(stream);
    until("the budget is free", async || budget.used() == 0).await;
    assert_eq!(handler.started(), 0);
    assert_eq!(server.status(&request).await, 200, "the retry");
    assert_eq!(handler.started(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_copies_at_once_one_runs() {
    let handler = Handler::script([Act::Wait(200)]);
    let server = Server::hooks(layer(), &handler).await;
    let address = server.address;
    let mut copies: Vec<TcpStream> = Vec::new();
    for _ in 0..16 {
        let request = stripe("evt_1");
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(&head(&request, None)).await.unwrap();
        stream.write_all(request.body()).await.unwrap();
        copies.push(stream);
    }
    let mut answers: Vec<_> = copies
        .into_iter()
        .map(|mut stream| tokio::spawn(async move { read_answer(&mut stream).await.unwrap() }))
        .collect();
    until("fifteen are answered", async || {
        answers.iter().filter(|answer| answer.is_finished()).count() == 15
    })
    .await;
    handler.let_go(1);
    let mut statuses = Vec::new();
    for answer in answers.drain(..) {
        statuses.push(answer.await.unwrap().status);
    }
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    assert_eq!(statuses[1..], [503; 15]);
    assert_eq!(handler.started(), 1);
}

#[tokio::test]
async fn a_panic_is_a_500_and_the_retry_runs() {
    let handler = Handler::script([Act::Panic]);
    let server = Server::hooks(layer(), &handler).await;
    assert_eq!(server.status(&stripe("evt_1")).await, 500);
    assert_eq!(server.status(&stripe("evt_1")).await, 200);
    assert_eq!(handler.started(), 2);

    // Let through, it ends the connection, as under any hyper server.
    let handler = Handler::script([Act::Panic]);
    let server = Server::hooks(layer().propagate_panics(), &handler).await;
    let request = stripe("evt_1");
    let mut stream = server.connect().await;
    stream.write_all(&head(&request, None)).await.unwrap();
    stream.write_all(request.body()).await.unwrap();
    assert!(read_answer(&mut stream).await.is_none());
    assert_eq!(server.status(&request).await, 200);
}

#[tokio::test]
async fn a_late_handler_goes_on_after_the_answer() {
    // At once, too: before the handler had its first turn.
    for deadline in [Duration::from_millis(20), Duration::ZERO] {
        let handler = Handler::script([Act::Wait(200)]);
        let server = Server::hooks(layer().answer_within(deadline), &handler).await;
        let late = server.send(&stripe("evt_1")).await;
        assert_eq!(
            (late.status, &*late.body),
            (503, "webhook delivery refused\n")
        );
        handler.let_go(1);
        until("the handler finishes", async || handler.finished() == 1).await;
        until("the retry is a duplicate", async || {
            server.status(&stripe("evt_1")).await == 200
        })
        .await;
        assert_eq!(handler.started(), 1);
    }
}

#[tokio::test]
async fn handlers_are_limited_as_anywhere() {
    let handler = Handler::script([Act::Wait(200)]);
    let one = NonZeroUsize::new(1).unwrap();
    let server = Server::hooks(layer().max_in_flight(one), &handler).await;
    vanish_in_mid_handler(&server, &handler).await;
    assert_eq!(server.status(&signed(event_body("evt_2"))).await, 503);
    handler.let_go(1);
    until("there is room", async || {
        server.status(&stripe("evt_2")).await == 200
    })
    .await;
}
