//! [`guard`]: the layer as a filter.

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::StatusCode;
use http_body_util::{BodyExt as _, Either, Full};
use tower_layer::Layer as _;
use tower_service::Service as _;
use tower_webhook::{ResponseBody, WebhookLayer};
use warp::{Filter, Rejection, Reply, reply::Response};
use webhook_core::Refusal;

use crate::{Refused, inner, request, route};

/// Runs `filter` for verified deliveries only, each once: the layer as a filter under plain
/// `warp::serve`.
///
/// What reaches the guard is read, verified and claimed by `layer`; `filter` runs with the path that is
/// left, the query, the headers and the untouched body, and finds the [`Delivery`](crate::Delivery)
/// ([`delivery`](crate::delivery), [`event`](crate::event)). After a 2xx the delivery is done; after
/// any other answer, a panic or a rejection the claim is released and the provider's retry runs.
///
/// The layer's own answers are replies, never rejections: no other route is tried for what it refuses.
/// What `filter` rejects is rejected as it is, once the claim is settled. [`guard_rejecting`] turns
/// refusals into rejections too.
///
/// ```
/// use warp::{Filter, Rejection};
/// use warp_webhook::{StripeEvent, WebhookLayer, event, guard};
///
/// let pay = event::<StripeEvent>().map(|event: StripeEvent| format!("{:?}", event.id()));
/// let stripe = guard(WebhookLayer::stripe("whsec_an_example_secret"), pay);
/// let routes = warp::path!("stripe").and(stripe).recover(warp_webhook::recover);
/// # let _ = warp::service(routes);
/// ```
///
/// # Panics
/// At start-up, if [`WebhookLayer::check`] fails. Requests need a tokio runtime.
#[track_caller]
pub fn guard<F, R>(
    layer: WebhookLayer,
    filter: F,
) -> impl Filter<Extract = (Response,), Error = Rejection> + Clone + Send + Sync + 'static
where
    F: Filter<Extract = (R,)> + Clone + Send + Sync + 'static,
    F::Error: Into<Rejection>,
    R: Reply + 'static,
{
    build(layer, filter, |answer| Ok(answer.response()))
}

/// As [`guard`], but what the layer refuses is rejected, with [`Refused`]: for a
/// [`recover`](Filter::recover) of your own that writes all refusals of the service.
///
/// Mind what a rejection is to warp: other routes are tried for the request, and one that accepts it
/// answers for a delivery that nobody verified. And where nobody recovers it, a 401 becomes a 500,
/// which the provider repeats.
///
/// ```
/// use warp::{Filter, Rejection, http::StatusCode, reply};
/// use warp_webhook::{Refused, WebhookLayer, delivery, guard_rejecting};
///
/// async fn explain(rejection: Rejection) -> Result<reply::WithStatus<&'static str>, Rejection> {
///     match rejection.find::<Refused>() {
///         Some(refused) => Ok(reply::with_status("no", refused.refusal().status())),
///         None => Err(rejection),
///     }
/// }
///
/// let code = delivery().map(|_| StatusCode::NO_CONTENT);
/// let github = guard_rejecting(WebhookLayer::github("a secret of some length"), code);
/// let routes = warp::path!("github").and(github).recover(explain);
/// # let _ = warp::service(routes);
/// ```
///
/// # Panics
/// As [`guard`].
#[track_caller]
pub fn guard_rejecting<F, R>(
    layer: WebhookLayer,
    filter: F,
) -> impl Filter<Extract = (Response,), Error = Rejection> + Clone + Send + Sync + 'static
where
    F: Filter<Extract = (R,)> + Clone + Send + Sync + 'static,
    F::Error: Into<Rejection>,
    R: Reply + 'static,
{
    build(layer, filter, |answer| {
        match answer.0.extensions().get::<Refusal>().cloned() {
            Some(refusal) => Err(Refused::new(refusal, answer.0).into()),
            // A duplicate, or an endpoint check.
            None => Ok(answer.response()),
        }
    })
}

#[track_caller]
#[allow(
    clippy::needless_pass_by_value,
    reason = "by reference, the filter would borrow it as far as the compiler knows"
)]
fn build<F, R, O>(
    layer: WebhookLayer,
    filter: F,
    own: O,
) -> impl Filter<Extract = (Response,), Error = Rejection> + Clone + Send + Sync + 'static
where
    F: Filter<Extract = (R,)> + Clone + Send + Sync + 'static,
    F::Error: Into<Rejection>,
    R: Reply + 'static,
    O: Fn(OwnAnswer) -> Result<Response, Rejection> + Copy + Send + Sync + 'static,
{
    // Once: the layer's start-up checks run here, and it is one endpoint.
    let service = layer.layer(inner::service(filter));
    request::request().and_then(move |request| {
        // Always ready: neither the layer nor a filter makes anybody wait.
        let answering = service.clone().call(request);
        async move {
            match route::run(answering).await {
                Some(Ok(response)) => match split(response) {
                    Either::Left(response) => inner::outcome(response),
                    Either::Right(answer) => own(answer),
                },
                Some(Err(never)) => match never {},
                // The runtime is going down.
                None => Ok(StatusCode::SERVICE_UNAVAILABLE.into_response()),
            }
        }
    })
}

/// A response of the layer, made without the inner filter.
struct OwnAnswer(http::Response<Bytes>);

impl OwnAnswer {
    fn response(self) -> Response {
        self.0.into_response()
    }
}

/// Whose response it is: the inner filter's, or the layer's own.
fn split<B>(response: http::Response<ResponseBody<B>>) -> Either<http::Response<B>, OwnAnswer> {
    let (parts, body) = response.into_parts();
    match body.into_either() {
        Either::Left(body) => Either::Left(http::Response::from_parts(parts, body)),
        Either::Right(body) => {
            let answer = http::Response::from_parts(parts, whole(body));
            Either::Right(OwnAnswer(answer))
        }
    }
}

/// The layer's answers are there at once.
fn whole(body: Full<Bytes>) -> Bytes {
    let collected = body.collect().now_or_never();
    collected.map_or_else(Bytes::new, |body| {
        body.unwrap_or_else(|never| match never {}).to_bytes()
    })
}
