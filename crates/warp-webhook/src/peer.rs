//! Whom a request came from, whoever serves it.

use std::{
    convert::Infallible,
    net::SocketAddr,
    task::{Context, Poll},
};

use http::Request;
use tower_service::Service;
use tower_webhook::PeerAddr;
use warp::Filter;

/// From `warp::serve`, or from whoever serves otherwise and tells.
pub(crate) fn peer() -> impl Filter<Extract = (Option<PeerAddr>,), Error = Infallible> + Copy {
    warp::ext::optional()
        .and(warp::addr::remote())
        .map(|told: Option<PeerAddr>, remote: Option<SocketAddr>| told.or(remote.map(PeerAddr)))
}

/// Tells each request whom it came from.
#[derive(Clone)]
pub(crate) struct WithPeer<S> {
    pub(crate) inner: S,
    pub(crate) peer: PeerAddr,
}

impl<S: Service<Request<B>>, B> Service<Request<B>> for WithPeer<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request<B>) -> S::Future {
        request.extensions_mut().insert(self.peer);
        self.inner.call(request)
    }
}
