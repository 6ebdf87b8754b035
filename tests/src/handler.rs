//! A handler whose behaviour a test decides, and which tells what it saw.

use std::{
    collections::VecDeque,
    convert::Infallible,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_util::future::BoxFuture;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use tokio::sync::Semaphore;
use tower::Service;
use tower_webhook::{Delivery, Unhandled};

/// What the handler does with one delivery.
#[derive(Clone, Debug)]
pub enum Act {
    /// Answers this status.
    Status(u16),
    /// Answers 200, and says that it passed the event over.
    PassOver,
    /// Panics.
    Panic,
    /// Waits for [`Handler::let_go`], then answers this status.
    Wait(u16),
}

/// A tower service that follows a script, then answers 200.
#[derive(Clone, Default)]
pub struct Handler(Arc<Inner>);

struct Inner {
    script: Mutex<VecDeque<Act>>,
    gate: Semaphore,
    started: AtomicUsize,
    finished: AtomicUsize,
    seen: Mutex<Vec<Option<Delivery>>>,
    bodies: Mutex<Vec<Bytes>>,
}

impl Default for Inner {
    fn default() -> Self {
        Self {
            script: Mutex::default(),
            gate: Semaphore::new(0),
            started: AtomicUsize::new(0),
            finished: AtomicUsize::new(0),
            seen: Mutex::default(),
            bodies: Mutex::default(),
        }
    }
}

impl Handler {
    /// Follows the script, one act per run.
    pub fn script(acts: impl IntoIterator<Item = Act>) -> Self {
        let handler = Self::default();
        handler.0.script.lock().unwrap().extend(acts);
        handler
    }

    /// How many runs started.
    pub fn started(&self) -> usize {
        self.0.started.load(Ordering::SeqCst)
    }

    /// How many runs came to their end.
    pub fn finished(&self) -> usize {
        self.0.finished.load(Ordering::SeqCst)
    }

    /// Lets `runs` waiting runs go on.
    pub fn let_go(&self, runs: usize) {
        self.0.gate.add_permits(runs);
    }

    /// The deliveries of all runs; `None` where there was none.
    pub fn seen(&self) -> Vec<Option<Delivery>> {
        self.0.seen.lock().unwrap().clone()
    }

    /// The bodies of all runs.
    pub fn bodies(&self) -> Vec<Bytes> {
        self.0.bodies.lock().unwrap().clone()
    }
}

impl<B> Service<Request<B>> for Handler
where
    B: http_body::Body<Data = Bytes, Error: std::fmt::Debug> + Send + 'static,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let inner = self.0.clone();
        Box::pin(async move {
            let act = inner.script.lock().unwrap().pop_front();
            let delivery = request.extensions().get::<Delivery>().cloned();
            inner.seen.lock().unwrap().push(delivery);
            inner.started.fetch_add(1, Ordering::SeqCst);
            let body = request.into_body().collect().await.expect("a body");
            inner.bodies.lock().unwrap().push(body.to_bytes());
            let act = act.unwrap_or(Act::Status(200));
            let passes_over = matches!(act, Act::PassOver);
            let status = match act {
                Act::Status(status) => status,
                Act::PassOver => 200,
                Act::Panic => panic!("the script says so"),
                Act::Wait(status) => {
                    inner.gate.acquire().await.expect("an open gate").forget();
                    status
                }
            };
            inner.finished.fetch_add(1, Ordering::SeqCst);
            let mut response = Response::new(Full::from("handled"));
            *response.status_mut() = http::StatusCode::from_u16(status).expect("a status");
            if passes_over {
                response.extensions_mut().insert(Unhandled);
            }
            Ok(response)
        })
    }
}
