//! The tower way: `serve`, and the layer around a filter by hand.

mod support;

use std::net::SocketAddr;

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use support::{Act, Answer, Handler, forged, head, layer, read_answer, signed, stripe, until};
use tokio::{
    io::AsyncWriteExt as _,
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};
use tower::{Layer as _, ServiceExt as _};
use warp::{Filter, Rejection, Reply};
use warp_webhook::{GitHubEvent, PeerAddr, WebhookLayer, WebhookRejection, event, serve};

/// A running server, and what stops it.
async fn start<F, R>(
    layer: WebhookLayer,
    filter: F,
) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>)
where
    F: Filter<Extract = (R,)> + Clone + Send + Sync + 'static,
    F::Error: Into<Rejection>,
    R: Reply + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let server = serve(layer, filter.boxed()).graceful(async { stopped.await.unwrap_or(()) });
    (address, stop, tokio::spawn(server.incoming(listener)))
}

async fn open(address: SocketAddr, request: &Request<Bytes>) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(&head(request, None)).await.unwrap();
    stream.write_all(request.body()).await.unwrap();
    stream
}

async fn send(address: SocketAddr, request: &Request<Bytes>) -> Answer {
    read_answer(&mut open(address, request).await)
        .await
        .unwrap()
}

#[tokio::test]
async fn everything_is_behind_the_layer() {
    let handler = Handler::default();
    let filter = warp::path!("hooks").and(handler.filter());
    let (address, _stop, _task) = start(layer(), filter).await;
    assert_eq!(send(address, &stripe("evt_1")).await.status, 200);
    assert_eq!(send(address, &stripe("evt_1")).await.status, 200);
    assert_eq!(send(address, &forged("evt_2")).await.status, 401);
    assert_eq!(handler.started(), 1);
    let unsigned = Request::get("/nowhere").body(Bytes::new()).unwrap();
    assert_eq!(send(address, &unsigned).await.status, 405, "by the layer");

    let stream = TokioIo::new(TcpStream::connect(address).await.unwrap());
    let (mut sender, connection) = http2::handshake(TokioExecutor::new(), stream)
        .await
        .unwrap();
    tokio::spawn(connection);
    let response = sender
        .send_request(stripe("evt_3").map(Full::new))
        .await
        .unwrap();
    assert_eq!(response.status(), 200, "HTTP/2");
}

#[tokio::test]
async fn the_peer_is_told_to_the_layer_and_to_filters() {
    let peer = warp::ext::optional().map(|peer: Option<PeerAddr>| {
        let peer = peer.expect("a peer");
        peer.0.ip().to_string()
    });
    let (address, _stop, _task) = start(layer().allow_sources(["127.0.0.1/32"]), peer).await;
    assert_eq!(send(address, &stripe("evt_1")).await.body, "127.0.0.1");
    // Served this way, a guard below knows the peer as well.
    let strict = layer().endpoint("strict").allow_sources(["127.0.0.1/32"]);
    let inner = warp_webhook::guard(strict, warp::any().map(|| "both"));
    let open = layer().endpoint("open");
    let (address, _stop, _task) = start(open, inner).await;
    let answer = send(address, &signed(r#"{"id":"evt_2"}"#)).await;
    assert_eq!((answer.status, &*answer.body), (200, "both"));
}

#[tokio::test]
async fn arguments_that_cannot_be_had_say_why() {
    let wrong = event::<GitHubEvent>().map(|_| "ran");
    let (address, _stop, _task) = start(layer(), wrong).await;
    let answer = send(address, &stripe("evt_1")).await;
    assert_eq!(answer.status, 500);
    assert!(
        answer
            .body
            .starts_with("expected github, verified as stripe: "),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn shutting_down_finishes_what_runs() {
    let handler = Handler::script([Act::Wait(200), Act::Wait(200)]);
    let (address, stop, task) = start(layer(), handler.filter()).await;
    // One client waits, one is gone.
    let mut waiting = open(address, &stripe("evt_1")).await;
    let gone = open(address, &stripe("evt_2")).await;
    until("both run", async || handler.started() == 2).await;
    drop(gone);
    stop.send(()).unwrap();
    until("no connection is accepted", async || {
        TcpStream::connect(address).await.is_err()
    })
    .await;
    assert!(!task.is_finished());
    handler.let_go(2);
    assert_eq!(read_answer(&mut waiting).await.unwrap().status, 200);
    task.await.unwrap();
    assert_eq!(handler.finished(), 2);
}

#[tokio::test]
async fn an_address_that_is_taken_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let error = serve(layer(), warp::any().map(|| "ok"))
        .run(address)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
}

#[tokio::test]
async fn by_hand_the_layer_goes_around_warp_service() {
    let wrong = event::<GitHubEvent>()
        .map(|_| "ran")
        .recover(warp_webhook::recover);
    let service = layer().layer(warp::service(wrong));
    let response = service
        .oneshot(stripe("evt_1").map(Full::new))
        .await
        .unwrap();
    assert_eq!(response.status(), 500);
    let rejection = response.extensions().get::<WebhookRejection>();
    assert!(matches!(
        rejection,
        Some(WebhookRejection::WrongProvider { .. })
    ));
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert!(body.starts_with(b"expected github, "));
}
