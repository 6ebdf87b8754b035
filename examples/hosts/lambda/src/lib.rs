//! The layer in an AWS Lambda function, behind API Gateway.
//!
//! `lambda_http` makes a request of each event and takes a tower service, so the layer goes around the
//! function as around any other.

use std::convert::Infallible;

use bytes::Bytes;
use hosts_common::{Provider, Settings, Work};
use http_body_util::Full;
use lambda_http::http::{Request, Response};
use tower::{Layer as _, Service, service_fn};
use tower_webhook::{Delivery, WebhookLayer};

pub use tower_webhook::ResponseBody;

/// The layer of one provider.
pub fn layer(provider: &Provider, settings: &Settings) -> WebhookLayer {
    let layer = WebhookLayer::new(provider.scheme, provider.secret.clone())
        .body_limit(settings.body_limit)
        .read_timeout(settings.read_timeout)
        .dedupe(settings.store.clone());
    match provider.verify_token {
        Some(token) => layer.verify_token(token),
        None => layer,
    }
}

/// The function: what `lambda_http::run` takes.
pub fn function(
    layer: &WebhookLayer,
    work: &Work,
) -> impl Service<
    lambda_http::Request,
    Response = Response<ResponseBody<String>>,
    Error = Infallible,
    Future: Send + 'static,
> + Clone
+ Send
+ Sync
+ use<> {
    let work = work.clone();
    layer.layer(service_fn(move |request: Request<Full<Bytes>>| {
        let delivery = request.extensions().get::<Delivery>().expect("the layer");
        let answer = work.run(delivery.clone());
        async { Ok::<_, Infallible>(answer.await) }
    }))
}
