//! warp, both ways: the layer as a guard among other filters, and around all that is served.

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use tower_webhook::{Delivery, WebhookLayer};
use warp::{Filter, Rejection, Reply as _};
use webhook_tests::{handler::Handler, server::Server};

use crate::{client::Version, hosts::Host};

pub(crate) const WARP_GUARD: Host = Host {
    name: "warp's serve, with a guard",
    version: Version::One,
    elsewhere: 404,
    start: |layer, handler| Box::pin(guarded(layer, handler)),
};

pub(crate) const WARP_SERVE: Host = Host {
    name: "warp's filters, served the tower way",
    version: Version::One,
    elsewhere: 401,
    start: |layer, handler| Box::pin(served(layer, handler)),
};

pub(crate) const WARP_SERVE_2: Host = Host {
    name: "warp's filters, served the tower way, HTTP/2",
    version: Version::Two,
    ..WARP_SERVE
};

async fn guarded(layer: WebhookLayer, handler: Handler) -> Server {
    let routes = warp::path!("hooks").and(warp_webhook::guard(layer, filter(handler)));
    let (listener, address) = listener().await;
    let task = tokio::spawn(warp::serve(routes).incoming(listener).run());
    Server::running(address, task)
}

async fn served(layer: WebhookLayer, handler: Handler) -> Server {
    let routes = warp::path!("hooks").and(filter(handler));
    let (listener, address) = listener().await;
    let task = tokio::spawn(warp_webhook::serve(layer, routes).incoming(listener));
    Server::running(address, task)
}

async fn listener() -> (TcpListener, std::net::SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    (listener, address)
}

/// The handler as a filter: it is given what the layer left in the request.
fn filter(
    handler: Handler,
) -> impl Filter<Extract = (warp::reply::Response,), Error = Rejection> + Clone + Send + Sync + 'static
{
    warp_webhook::optional_delivery()
        .and(warp::body::bytes())
        .then(move |delivery, body| answer(handler.clone(), delivery, body))
}

async fn answer(
    handler: Handler,
    delivery: Option<Delivery>,
    body: Bytes,
) -> warp::reply::Response {
    let mut request = Request::new(Full::new(body));
    if let Some(delivery) = delivery {
        request.extensions_mut().insert(delivery);
    }
    let answer = handler.oneshot(request).await;
    let (parts, body) = answer.unwrap_or_else(|never| match never {}).into_parts();
    let body = body.collect().await.unwrap_or_else(|never| match never {});
    Response::from_parts(parts, body.to_bytes()).into_response()
}
