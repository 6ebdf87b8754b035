//! Signed requests through routers, for the tests of this crate.
#![allow(dead_code, reason = "no test file uses all of it")]

use axum::{Router, body::Body, response::Response};
use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;
use webhook_core::{Scheme, testing};

pub(crate) const STRIPE_SECRET: &str = "whsec_an_example_secret_of_stripe";
pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";
pub(crate) const SVIX_SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A request of Stripe with this body.
pub(crate) fn stripe(body: impl Into<Vec<u8>>) -> Request<Body> {
    signed(&testing::request(webhook_core::providers::STRIPE, STRIPE_SECRET).body(body.into()))
}

/// A request of a provider that is keyed with [`SECRET`], with this JSON body.
pub(crate) fn json(scheme: Scheme, event_type: &str, body: impl Into<Vec<u8>>) -> Request<Body> {
    let request = testing::request(scheme, SECRET).event_type(event_type);
    signed(&request.body(body.into()))
}

/// Any signed request, as axum takes it.
pub(crate) fn signed(request: &testing::RequestBuilder) -> Request<Body> {
    request.build().map(Body::from)
}

/// What a router answers.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) text: String,
    pub(crate) response: Response<()>,
}

pub(crate) async fn send(app: &Router, request: Request<Body>) -> Answer {
    let response = app.clone().oneshot(request).await.expect("infallible");
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.expect("a whole body").to_bytes();
    Answer {
        status: parts.status,
        text: String::from_utf8(bytes.to_vec()).expect("text"),
        response: Response::from_parts(parts, ()),
    }
}
