//! What the suites share: warp on a free port, a raw HTTP/1 client, a handler that waits to be let go.

#![allow(dead_code, reason = "no suite uses all of it")]

use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{Request, StatusCode};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinHandle,
};
use warp::{Filter, Rejection, Reply};
use warp_webhook::{Delivery, WebhookLayer, delivery, providers};
use webhook_core::testing;

pub(crate) const SECRET: &str = "whsec_test_0123456789abcdef";

pub(crate) fn layer() -> WebhookLayer {
    WebhookLayer::stripe(SECRET)
}

/// An event of this id.
pub(crate) fn event_body(id: &str) -> String {
    format!(r#"{{"id":"{id}","object":"event","type":"invoice.paid","data":{{"object":{{}}}}}}"#)
}

pub(crate) fn signed(body: impl Into<Bytes>) -> Request<Bytes> {
    testing::request(providers::STRIPE, SECRET)
        .url("http://localhost/hooks")
        .body(body)
        .build()
}

/// A delivery of this event to `/hooks`.
pub(crate) fn stripe(id: &str) -> Request<Bytes> {
    signed(event_body(id))
}

pub(crate) fn forged(id: &str) -> Request<Bytes> {
    testing::request(providers::STRIPE, "whsec_of_somebody_else")
        .url("http://localhost/hooks")
        .body(event_body(id))
        .build()
}

/// What a handler does with one delivery.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Status(u16),
    /// Waits for [`Handler::let_go`], then answers this.
    Wait(u16),
    Panic,
    Reject,
}

/// What the handler rejects with.
#[derive(Debug)]
pub(crate) struct OutOfStock;

impl warp::reject::Reject for OutOfStock {}

/// A handler that follows a script, then answers 200.
#[derive(Clone)]
pub(crate) struct Handler(Arc<Inner>);

struct Inner {
    script: Mutex<VecDeque<Act>>,
    gate: Semaphore,
    started: AtomicUsize,
    finished: AtomicUsize,
    bodies: Mutex<Vec<Bytes>>,
}

impl Handler {
    pub(crate) fn script(acts: impl IntoIterator<Item = Act>) -> Self {
        Self(Arc::new(Inner {
            script: Mutex::new(acts.into_iter().collect()),
            gate: Semaphore::new(0),
            started: AtomicUsize::new(0),
            finished: AtomicUsize::new(0),
            bodies: Mutex::default(),
        }))
    }

    pub(crate) fn started(&self) -> usize {
        self.0.started.load(Ordering::SeqCst)
    }

    pub(crate) fn finished(&self) -> usize {
        self.0.finished.load(Ordering::SeqCst)
    }

    pub(crate) fn let_go(&self, runs: usize) {
        self.0.gate.add_permits(runs);
    }

    pub(crate) fn bodies(&self) -> Vec<Bytes> {
        self.0.bodies.lock().unwrap().clone()
    }

    /// As an inner filter, which takes the delivery and the body.
    pub(crate) fn filter(
        &self,
    ) -> impl Filter<Extract = (StatusCode,), Error = Rejection> + Clone + Send + Sync + 'static
    {
        let handler = self.clone();
        delivery()
            .and(warp::body::bytes())
            .and_then(move |delivery: Delivery, body: Bytes| {
                assert_eq!(delivery.body(), &body);
                handler.clone().run(body)
            })
    }

    async fn run(self, body: Bytes) -> Result<StatusCode, Rejection> {
        let inner = &*self.0;
        inner.bodies.lock().unwrap().push(body);
        inner.started.fetch_add(1, Ordering::SeqCst);
        let act = inner.script.lock().unwrap().pop_front();
        let status = match act.unwrap_or(Act::Status(200)) {
            Act::Status(status) => status,
            Act::Wait(status) => {
                inner.gate.acquire().await.unwrap().forget();
                status
            }
            Act::Panic => panic!("the script says so"),
            Act::Reject => return Err(warp::reject::custom(OutOfStock)),
        };
        inner.finished.fetch_add(1, Ordering::SeqCst);
        Ok(StatusCode::from_u16(status).unwrap())
    }
}

impl Default for Handler {
    fn default() -> Self {
        Self::script([])
    }
}

/// `warp::serve` on a free port, until it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn warp<F, R>(routes: F) -> Self
    where
        F: Filter<Extract = (R,)> + Clone + Send + Sync + 'static,
        F::Error: Into<Rejection>,
        R: Reply + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        // In a box, for the future of a generic filter is not known to be `Send`.
        let routes = routes.boxed();
        let task = tokio::spawn(warp::serve(routes).incoming(listener).run());
        Self { address, task }
    }

    /// The layer and the handler under `/hooks`.
    pub(crate) async fn hooks(layer: WebhookLayer, handler: &Handler) -> Self {
        let guard = warp_webhook::guard(layer, handler.filter());
        Self::warp(warp::path!("hooks").and(guard)).await
    }

    pub(crate) async fn send(&self, request: &Request<Bytes>) -> Answer {
        let mut stream = self.connect().await;
        // A server that refuses by the head may close before it has read everything.
        let _ = stream.write_all(&head(request, None)).await;
        let _ = stream.write_all(request.body()).await;
        read_answer(&mut stream).await.expect("an answer")
    }

    pub(crate) async fn status(&self, request: &Request<Bytes>) -> u16 {
        self.send(request).await.status
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names and values in lower case.
    pub(crate) head: String,
    pub(crate) body: String,
}

/// The request's head with its `Content-Length`, or with these lines instead.
pub(crate) fn head(request: &Request<Bytes>, instead: Option<&str>) -> Vec<u8> {
    let path = request.uri().path_and_query().unwrap();
    let mut head = format!(
        "{} {path} HTTP/1.1\r\nhost: localhost\r\n",
        request.method()
    );
    match instead {
        Some(lines) => head.push_str(lines),
        None => head.push_str(&format!("content-length: {}\r\n", request.body().len())),
    }
    let mut head = head.into_bytes();
    for (name, value) in request.headers() {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// Reads one answer; `None` if the connection ends before it is complete.
pub(crate) async fn read_answer(stream: &mut TcpStream) -> Option<Answer> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        if let Some(answer) = parse(&bytes) {
            return Some(answer);
        }
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&piece[..read]),
        }
    }
}

fn parse(bytes: &[u8]) -> Option<Answer> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let head = head.to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
        .unwrap_or(0);
    (body.len() >= length).then(|| Answer {
        status,
        head,
        body: body.to_owned(),
    })
}

/// Polls an asynchronous condition until it holds.
pub(crate) async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !condition().await {
        assert!(start.elapsed() < Duration::from_secs(20), "in vain: {what}");
        tokio::task::yield_now().await;
    }
}
