//! This crate's rejections, and the responses that they stand for.

use std::fmt;

use bytes::Bytes;
use warp::{
    Rejection, Reply as _,
    reject::Reject,
    reply::{Response, with_status},
};
use webhook_core::{Refusal, WebhookRejection};

/// What [`guard_rejecting`](crate::guard_rejecting) rejects with: the layer refused the request.
///
/// Where nobody recovers a rejection, warp answers 500 and quotes its `Debug`; this one's says no more
/// than the refusal's own response does.
pub struct Refused {
    refusal: Refusal,
    response: http::Response<Bytes>,
}

impl Refused {
    pub(crate) fn new(refusal: Refusal, response: http::Response<Bytes>) -> Self {
        Self { refusal, response }
    }

    /// Why. Not for the peer: [`Refusal::PUBLIC_MESSAGE`] is.
    pub fn refusal(&self) -> &Refusal {
        &self.refusal
    }

    /// The answer as [`guard`](crate::guard) would have given it.
    pub fn response(&self) -> Response {
        self.response.clone().into_response()
    }
}

impl fmt::Debug for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({})",
            public(Refusal::PUBLIC_MESSAGE),
            self.response.status()
        )
    }
}

impl Reject for Refused {}

/// What [`event`](crate::event), [`delivery`](crate::delivery) and
/// [`item_dedupe`](crate::item_dedupe) reject with.
///
/// Where nobody recovers it, warp answers 500 and quotes its `Debug`, which says what to fix for
/// mistakes of configuration, and one generic line for a payload: that may hold customers' data.
#[derive(Clone)]
pub struct Rejected(pub WebhookRejection);

impl Rejected {
    /// The answer that it stands for: 500, so that the provider keeps the event, with the
    /// [`WebhookRejection`] in the response's extensions.
    pub fn response(&self) -> Response {
        let text = format!("{self:?}\n");
        let mut response = with_status(text, self.0.status()).into_response();
        response.extensions_mut().insert(self.0.clone());
        response
    }
}

impl fmt::Debug for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            WebhookRejection::MissingDelivery
            | WebhookRejection::MissingItemDedupe
            | WebhookRejection::WrongProvider { .. } => write!(f, "{}", self.0),
            _ => f.write_str(public(WebhookRejection::PUBLIC_MESSAGE)),
        }
    }
}

impl Reject for Rejected {}

fn public(line: &'static str) -> &'static str {
    line.trim_end()
}

/// Turns this crate's rejections into the responses that they stand for, and passes others on: for
/// [`recover`](warp::Filter::recover), or to be called from a handler of your own.
///
/// ```
/// use std::convert::Infallible;
///
/// use warp::{Filter, Rejection, Reply, http::StatusCode, reply::Response};
/// use warp_webhook::{WebhookLayer, delivery, guard};
///
/// async fn recover(rejection: Rejection) -> Result<Response, Infallible> {
///     Ok(match warp_webhook::recover(rejection).await {
///         Ok(response) => response,
///         Err(rejection) if rejection.is_not_found() => StatusCode::NOT_FOUND.into_response(),
///         Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
///     })
/// }
///
/// let ingest = delivery().map(|_| "ok");
/// let routes = warp::path!("hooks")
///     .and(guard(WebhookLayer::stripe("whsec_an_example_secret"), ingest))
///     .recover(recover);
/// # let _ = warp::service(routes);
/// ```
///
/// # Errors
/// The rejection, if it is none of this crate's.
pub async fn recover(rejection: Rejection) -> Result<Response, Rejection> {
    if let Some(refused) = rejection.find::<Refused>() {
        Ok(refused.response())
    } else if let Some(rejected) = rejection.find::<Rejected>() {
        Ok(rejected.response())
    } else {
        Err(rejection)
    }
}
