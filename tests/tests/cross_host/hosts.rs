//! The hosts: each puts the layer around the handler at `/hooks`, in its own way.

use std::{convert::Infallible, time::Duration};

use axum::{
    Router,
    error_handling::HandleErrorLayer,
    routing::{MethodRouter, any_service, post_service},
};
use http::StatusCode;
use tower::{
    Layer as _, ServiceBuilder, ServiceExt as _, buffer::BufferLayer, limit::ConcurrencyLimitLayer,
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer,
    decompression::RequestDecompressionLayer, limit::RequestBodyLimitLayer, timeout::TimeoutLayer,
    trace::TraceLayer,
};
use tower_webhook::WebhookLayer;
use webhook_tests::{handler::Handler, server::Server};

use crate::client::Version;

/// A place for a layer and its handler.
#[derive(Clone, Copy)]
pub(crate) struct Host {
    pub(crate) name: &'static str,
    pub(crate) version: Version,
    /// What an unsigned request to another path gets: 404 where the host routes before the layer,
    /// 401 where the layer stands around everything.
    pub(crate) elsewhere: u16,
    pub(crate) start: fn(WebhookLayer, Handler) -> Starting,
}

pub(crate) type Starting = futures_util::future::BoxFuture<'static, Server>;

fn axum(app: Router) -> Starting {
    Box::pin(Server::axum(app))
}

fn route(handler: Handler) -> MethodRouter {
    any_service(handler)
}

pub(crate) const ROUTER_LAYER: Host = Host {
    name: "axum's Router::layer",
    version: Version::One,
    elsewhere: 401,
    start: |layer, handler| axum(Router::new().route("/hooks", route(handler)).layer(layer)),
};

pub(crate) const ROUTER_ROUTE_LAYER: Host = Host {
    name: "axum's Router::route_layer",
    version: Version::One,
    elsewhere: 404,
    start: |layer, handler| {
        axum(
            Router::new()
                .route("/hooks", route(handler))
                .route_layer(layer),
        )
    },
};

pub(crate) const METHOD_ROUTER_LAYER: Host = Host {
    name: "axum's MethodRouter::layer",
    version: Version::One,
    elsewhere: 404,
    start: |layer, handler| axum(Router::new().route("/hooks", route(handler).layer(layer))),
};

pub(crate) const METHOD_ROUTER_ROUTE_LAYER: Host = Host {
    name: "axum's MethodRouter::route_layer",
    version: Version::One,
    elsewhere: 404,
    start: |layer, handler| {
        // Of other methods axum says itself that they are not allowed.
        let route = post_service(handler.clone()).get_service(handler);
        axum(Router::new().route("/hooks", route.route_layer(layer)))
    },
};

pub(crate) const NEST: Host = Host {
    name: "axum's nest",
    version: Version::One,
    elsewhere: 404,
    start: |layer, handler| {
        let inner = Router::new().route("/", route(handler)).route_layer(layer);
        axum(Router::new().nest("/hooks", inner))
    },
};

pub(crate) const NEST_SERVICE: Host = Host {
    name: "axum's nest_service",
    version: Version::One,
    elsewhere: 404,
    start: |layer, handler| axum(Router::new().nest_service("/hooks", layer.layer(handler))),
};

pub(crate) const BUFFER_AROUND: Host = Host {
    name: "a buffer and a concurrency limit around the layer",
    version: Version::One,
    elsewhere: 404,
    start: |layer, handler| {
        let stack = ServiceBuilder::new()
            .layer(HandleErrorLayer::new(async |_: tower::BoxError| {
                StatusCode::SERVICE_UNAVAILABLE
            }))
            .layer(BufferLayer::new(8))
            .layer(ConcurrencyLimitLayer::new(4))
            .layer(layer);
        axum(
            Router::new()
                .route("/hooks", route(handler))
                .route_layer(stack),
        )
    },
};

pub(crate) const FALLBACK: Host = Host {
    name: "axum's fallback_service",
    version: Version::One,
    elsewhere: 401,
    start: |layer, handler| axum(Router::new().fallback_service(layer.layer(handler))),
};

pub(crate) const TOWER_HTTP_AROUND: Host = Host {
    name: "tower-http around the layer",
    version: Version::One,
    elsewhere: 404,
    start: |layer, handler| {
        let stack = ServiceBuilder::new()
            .layer(TraceLayer::new_for_http())
            .layer(CatchPanicLayer::new())
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                Duration::from_secs(30),
            ))
            .layer(CompressionLayer::new())
            .layer(RequestBodyLimitLayer::new(1 << 20))
            .layer(RequestDecompressionLayer::new())
            .layer(layer);
        axum(
            Router::new()
                .route("/hooks", route(handler))
                .route_layer(stack),
        )
    },
};

pub(crate) const TOWER_HTTP_INSIDE: Host = Host {
    name: "tower-http inside the layer",
    version: Version::One,
    elsewhere: 404,
    start: |layer, handler| {
        let stack = ServiceBuilder::new()
            .layer(layer)
            .layer(TraceLayer::new_for_http())
            .layer(TimeoutLayer::with_status_code(
                StatusCode::SERVICE_UNAVAILABLE,
                Duration::from_secs(30),
            ))
            .layer(CompressionLayer::new())
            .layer(RequestBodyLimitLayer::new(1 << 20))
            .layer(RequestDecompressionLayer::new());
        axum(
            Router::new()
                .route("/hooks", route(handler))
                .route_layer(stack),
        )
    },
};

pub(crate) const HYPER_1: Host = Host {
    name: "hyper, HTTP/1",
    version: Version::One,
    elsewhere: 401,
    start: |layer, handler| Box::pin(Server::hyper(layer.layer(handler))),
};

pub(crate) const HYPER_2: Host = Host {
    name: "hyper, HTTP/2",
    version: Version::Two,
    ..HYPER_1
};

pub(crate) const SERVICE_BUILDER: Host = Host {
    name: "ServiceBuilder over a limit and a buffer",
    version: Version::One,
    elsewhere: 401,
    start: |layer, handler| {
        let service = ServiceBuilder::new()
            .map_err(|error: tower::BoxError| -> Infallible { panic!("buffer failed: {error}") })
            .layer(layer)
            .buffer(16)
            .concurrency_limit(16)
            .service(handler);
        Box::pin(Server::hyper(service.boxed_clone()))
    },
};
