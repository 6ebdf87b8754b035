//! [`serve`]: a server of a filter behind the layer, the tower way.

use std::{
    convert::Infallible,
    fmt, io,
    net::SocketAddr,
    pin::{Pin, pin},
    time::Duration,
};

use bytes::Bytes;
use futures_util::future::{Either, pending, select};
use http::{Request, Response};
use http_body::Body;
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};
use tower_layer::Layer as _;
use tower_service::Service;
use tower_webhook::{PeerAddr, WebhookLayer};
use warp::{Filter, Rejection, Reply};

use crate::peer::WithPeer;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How long to wait where accepting fails for want of something, such as file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// Serves `filter` behind `layer`, all of it: whatever is asked for is a delivery, or refused. Routes
/// that take no webhooks need [`guard`](crate::guard) around those that do, and `warp::serve`.
///
/// It is the tower way, without a task for each delivery. This crate's rejections are answered with
/// the responses that they stand for ([`recover`](crate::recover)), others as warp answers them.
///
/// ```no_run
/// use warp::Filter;
/// use warp_webhook::{StripeEvent, WebhookLayer, event, serve};
///
/// # async fn run() -> std::io::Result<()> {
/// let pay = warp::path!("stripe")
///     .and(event::<StripeEvent>())
///     .map(|event: StripeEvent| format!("{:?}", event.id()));
/// serve(WebhookLayer::stripe("whsec_an_example_secret"), pay)
///     .graceful(async { tokio::signal::ctrl_c().await.unwrap_or(()) })
///     .run(([127, 0, 0, 1], 3000))
///     .await
/// # }
/// ```
///
/// # Panics
/// At start-up, if [`WebhookLayer::check`] fails.
#[track_caller]
pub fn serve<F, R>(
    layer: WebhookLayer,
    filter: F,
) -> Server<
    impl Service<
        Request<Incoming>,
        Response = Response<impl Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static>,
        Error = Infallible,
        Future: Send,
    > + Clone
    + Send
    + 'static,
>
where
    F: Filter<Extract = (R,)> + Clone + Send + Sync + 'static,
    F::Error: Into<Rejection>,
    R: Reply + 'static,
{
    // So that an argument's rejection is seen by the layer, which tells the operator.
    let answering = filter.boxed().recover(crate::recover);
    Server {
        service: layer.layer(warp::service(answering)),
        layer,
        stop: Box::pin(pending()),
    }
}

/// A server that is not running yet; see [`serve`].
#[must_use = "a server does nothing before it runs"]
pub struct Server<S> {
    service: S,
    layer: WebhookLayer,
    stop: Pin<Box<dyn Future<Output = ()> + Send>>,
}

impl<S, B> Server<S>
where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible, Future: Send>
        + Clone
        + Send
        + 'static,
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    /// Stops when `signal` does: no connection is accepted any more, those that are open finish their
    /// requests, and the handlers of clients that are gone settle their claims
    /// ([`WebhookLayer::drain`]).
    pub fn graceful(mut self, signal: impl Future<Output = ()> + Send + 'static) -> Self {
        self.stop = Box::pin(signal);
        self
    }

    /// Serves on this address, for good or until the signal.
    ///
    /// # Errors
    /// If the address cannot be bound.
    pub async fn run(self, address: impl Into<SocketAddr>) -> io::Result<()> {
        let listener = TcpListener::bind(address.into()).await?;
        self.incoming(listener).await;
        Ok(())
    }

    /// Serves on a listener that is bound already, for good or until the signal.
    pub async fn incoming(self, listener: TcpListener) {
        let Self {
            service,
            layer,
            mut stop,
        } = self;
        let connections = GracefulShutdown::new();
        while let Either::Left((accepted, _)) = select(pin!(listener.accept()), &mut stop).await {
            match accepted {
                Ok((stream, peer)) => serve_connection(&connections, stream, peer, &service),
                Err(error) => {
                    if pause(&error, &mut stop).await {
                        break;
                    }
                }
            }
        }
        drop(listener);
        connections.shutdown().await;
        layer.drain().await;
    }
}

fn serve_connection<S, B>(
    connections: &GracefulShutdown,
    stream: TcpStream,
    peer: SocketAddr,
    service: &S,
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible, Future: Send>
        + Clone
        + Send
        + 'static,
    B: Body<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
{
    let service = TowerToHyperService::new(WithPeer {
        inner: service.clone(),
        peer: PeerAddr(peer),
    });
    let mut builder = auto::Builder::new(TokioExecutor::new());
    // With a timer, hyper closes connections whose head does not arrive within 30 seconds.
    builder.http1().timer(TokioTimer::new());
    builder.http2().timer(TokioTimer::new());
    let watcher = connections.watcher();
    tokio::spawn(async move {
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(error, "connection ended");
        }
    });
}

/// After a failed accept; true if it is time to stop.
async fn pause(error: &io::Error, stop: &mut (impl Future<Output = ()> + Unpin)) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    // The peer's own doing.
    if let ConnectionAborted | ConnectionRefused | ConnectionReset = error.kind() {
        return false;
    }
    tracing::error!(%error, "no connection can be accepted");
    let pause = pin!(tokio::time::sleep(ACCEPT_PAUSE));
    matches!(select(pause, stop).await, Either::Right(_))
}

impl<S> fmt::Debug for Server<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("layer", &self.layer)
            .finish_non_exhaustive()
    }
}
