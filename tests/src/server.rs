//! Real servers on free ports, stopped when dropped.

use std::{convert::Infallible, net::SocketAddr};

use bytes::Bytes;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, task::JoinHandle};
use tower::{Service, ServiceExt as _};
use tower_webhook::PeerAddr;

/// A running server.
#[derive(Debug)]
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    /// A server that runs in this task already.
    pub fn running(address: SocketAddr, task: JoinHandle<()>) -> Self {
        Self { address, task }
    }

    /// Serves a tower service with plain hyper, HTTP/1 and HTTP/2.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn hyper<S, B>(service: S) -> Self
    where
        S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>
            + Clone
            + Send
            + 'static,
        S::Future: Send,
        B: http_body::Body<Data = Bytes, Error: std::error::Error + Send + Sync> + Send + 'static,
    {
        Self::accept(move |_| service.clone()).await
    }

    /// As [`Server::hyper`], with each connection's [`PeerAddr`] in its requests' extensions.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn with_peers<S, B>(service: S) -> Self
    where
        S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>
            + Clone
            + Send
            + 'static,
        S::Future: Send,
        B: http_body::Body<Data = Bytes, Error: std::error::Error + Send + Sync> + Send + 'static,
    {
        Self::accept(move |peer| {
            let told = move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(PeerAddr(peer));
                request
            };
            service.clone().map_request(told)
        })
        .await
    }

    async fn accept<S, B>(connected: impl Fn(SocketAddr) -> S + Send + 'static) -> Self
    where
        S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible>
            + Clone
            + Send
            + 'static,
        S::Future: Send,
        B: http_body::Body<Data = Bytes, Error: std::error::Error + Send + Sync> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let task = tokio::spawn(async move {
            loop {
                let Ok((stream, peer)) = listener.accept().await else {
                    continue;
                };
                let service = TowerToHyperService::new(connected(peer));
                tokio::spawn(async move {
                    let connection = auto::Builder::new(TokioExecutor::new());
                    // Clients that go away are part of the tests.
                    let _ = connection
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Self { address, task }
    }

    /// Serves an axum router.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn axum(app: axum::Router) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let task = tokio::spawn(async move {
            // As everybody starts it who wants to know the peers.
            let app = app.into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, app).await.expect("a server");
        });
        Self { address, task }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
