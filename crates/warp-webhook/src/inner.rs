//! The filter inside of a guard, as the service that the layer calls.

use std::{
    convert::Infallible,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::Full;
use tower_service::Service;
use warp::{Filter, Rejection, Reply, reply::Response};

use crate::{Rejected, route::OffRoute};

/// What the inner filter rejected with, beside the response that settles the claim in its place.
#[derive(Clone)]
struct Stashed(Arc<Mutex<Option<Rejection>>>);

/// The filter as a service that answers its rejections with a stand-in, for [`outcome`] to find.
pub(crate) fn service<F, R>(
    filter: F,
) -> impl Service<Request<Full<Bytes>>, Response = Response, Error = Infallible, Future: Send>
+ Clone
+ Send
+ Sync
+ 'static
where
    F: Filter<Extract = (R,)> + Clone + Send + Sync + 'static,
    F::Error: Into<Rejection>,
    R: Reply + 'static,
{
    // In a box, which makes every filter's error a `Rejection`; nothing public does otherwise.
    let settled = filter
        .boxed()
        .map(Reply::into_response)
        .recover(async |rejection| Ok::<_, Infallible>(stand_in(rejection)))
        .unify();
    OffRoute(warp::service(settled))
}

/// No success, so that the claim is released. Nobody reads its status but the layer's log: what is
/// answered in the end is for the outer filters to say.
fn stand_in(rejection: Rejection) -> Response {
    let mut response = Response::default();
    *response.status_mut() = match rejection.is_not_found() {
        true => StatusCode::NOT_FOUND,
        false => StatusCode::INTERNAL_SERVER_ERROR,
    };
    let extensions = response.extensions_mut();
    if let Some(Rejected(why)) = rejection.find() {
        // For the layer, which tells the operator.
        extensions.insert(why.clone());
    }
    extensions.insert(Stashed(Arc::new(Mutex::new(Some(rejection)))));
    response
}

/// The inner filter's answer, or what it rejected with.
pub(crate) fn outcome(mut response: Response) -> Result<Response, Rejection> {
    let stashed = response.extensions_mut().remove::<Stashed>();
    let rejection = stashed.and_then(|Stashed(rejection)| {
        rejection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    });
    rejection.map_or(Ok(response), Err)
}
