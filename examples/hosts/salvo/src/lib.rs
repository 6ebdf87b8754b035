//! salvo with the layer, through its tower bridge, in two ways.
//!
//! - [`hoops`]: the layer is a hoop, and what it guards are salvo's own handlers.
//! - [`services`]: the layer guards a tower service, and both together are a salvo handler.
//!
//! They differ when a client disconnects while its delivery is being handled. A hoop lends its request
//! to the layer, and salvo drops both: the handler stops, the claim is released and the retry runs. A
//! service owns its request, so that the layer finishes the handler without the client.

use std::convert::Infallible;

use bytes::Bytes;
use hosts_common::{Provider, Settings, Work};
use http_body_util::Full;
use salvo::{
    Depot, FlowCtrl, Handler, Response, Router, async_trait,
    catch_panic::CatchPanic,
    http::ReqBody,
    prelude::{TowerLayerCompat as _, TowerServiceCompat},
};
use tower::{Layer as _, ServiceBuilder, service_fn};
use tower_webhook::{Delivery, WebhookLayer};

/// The layer of one provider.
fn layer(provider: &Provider, settings: &Settings) -> WebhookLayer {
    let layer = WebhookLayer::new(provider.scheme, provider.secret.clone())
        .body_limit(settings.body_limit)
        .read_timeout(settings.read_timeout)
        .dedupe(settings.store.clone());
    match provider.verify_token {
        Some(token) => layer.verify_token(token),
        None => layer,
    }
}

/// A salvo handler, which finds the delivery in the request's extensions.
struct Handle(Work);

#[async_trait]
impl Handler for Handle {
    async fn handle(
        &self,
        request: &mut salvo::Request,
        _: &mut Depot,
        response: &mut Response,
        _: &mut FlowCtrl,
    ) {
        let delivery = request.extensions().get::<Delivery>().expect("the layer");
        let answer = self.0.run(delivery.clone()).await;
        response.merge_hyper(answer);
    }
}

/// Each provider's route, with the layer as a hoop.
pub fn hoops(settings: &Settings, work: &Work) -> Router {
    settings
        .providers
        .iter()
        .fold(Router::new(), |router, provider| {
            let hoop = ServiceBuilder::new()
                .layer(layer(provider, settings))
                .map_request(salvos_body)
                .compat::<ReqBody>();
            let route = Router::with_path(provider.scheme.name())
                .hoop(hoop)
                // A panic would pass by the layer, which waits elsewhere, and end the connection.
                .hoop(CatchPanic::new());
            router.push(methods(route, provider, || Handle(work.clone())))
        })
}

/// The bytes that the layer verified, as the body that salvo's handlers read.
fn salvos_body(request: http::Request<Full<Bytes>>) -> http::Request<ReqBody> {
    let delivery = request.extensions().get::<Delivery>();
    let body = delivery.map(|delivery| delivery.body().clone());
    request.map(|_| ReqBody::Once(body.unwrap_or_default()))
}

/// Each provider's route, with the layer around a tower service.
pub fn services(settings: &Settings, work: &Work) -> Router {
    settings
        .providers
        .iter()
        .fold(Router::new(), |router, provider| {
            let work = work.clone();
            let service = service_fn(move |request: http::Request<Full<Bytes>>| {
                let delivery = request.extensions().get::<Delivery>().expect("the layer");
                let answer = work.run(delivery.clone());
                async { Ok::<_, Infallible>(answer.await) }
            });
            let service = layer(provider, settings).layer(service);
            let route = Router::with_path(provider.scheme.name());
            router.push(methods(route, provider, || {
                TowerServiceCompat::<ReqBody, _, _, _>::compat(service.clone())
            }))
        })
}

/// The methods that a provider uses.
fn methods<H: Handler>(route: Router, provider: &Provider, handler: impl Fn() -> H) -> Router {
    match provider.checks_by_get() {
        true => route.post(handler()).get(handler()),
        false => route.post(handler()),
    }
}
