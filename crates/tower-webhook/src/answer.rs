//! The responses that the layer gives itself.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, header};
use webhook_core::{Delivery, Refusal, Scheme, handshake::HandshakeAnswer};

use crate::{body::ResponseBody, shared::Shared};

/// A refusal as a response: status, one generic line, and the refusal itself in the extensions.
pub(crate) fn refusal<B>(shared: &Shared, refusal: Refusal) -> Response<ResponseBody<B>> {
    let custom = shared
        .respond_with
        .as_ref()
        .and_then(|respond| respond(&refusal));
    let mut response = match custom {
        Some(response) => response.map(ResponseBody::layer),
        None => {
            let mut response = refusal.response(&shared.scheme);
            // Said below, with jitter.
            response.headers_mut().remove(header::RETRY_AFTER);
            response.map(|line| ResponseBody::layer(Bytes::from_static(line.as_bytes())))
        }
    };
    if let Some(wait) = refusal.retry_after() {
        let seconds = wait.as_secs().saturating_add(jitter(&refusal));
        response
            .headers_mut()
            .entry(header::RETRY_AFTER)
            .or_insert(seconds.into());
    }
    response.extensions_mut().insert(refusal);
    response
}

/// The success for a delivery that needs no handler: it is done already, or nobody wants it.
pub(crate) fn success<B>(scheme: &Scheme) -> Response<ResponseBody<B>> {
    let answer = scheme.success_axis().response();
    answer.map(|body| ResponseBody::layer(body.into()))
}

/// Puts the delivery beside the layer's own answer to it, for logs outside of the layer: its
/// handler, which could have done that, did not run.
pub(crate) fn about<B>(
    mut response: Response<ResponseBody<B>>,
    delivery: Option<&Delivery>,
) -> Response<ResponseBody<B>> {
    if let Some(delivery) = delivery {
        response.extensions_mut().insert(delivery.clone());
    }
    response
}

/// The answer to a handshake.
pub(crate) fn handshake<B>(answer: HandshakeAnswer) -> Response<ResponseBody<B>> {
    let response = answer.response();
    response.map(|body| ResponseBody::layer(body.into()))
}

/// Adds what the provider wants in the answer to every delivery.
pub(crate) fn with_header<B>(
    mut response: Response<ResponseBody<B>>,
    (name, value): (HeaderName, HeaderValue),
) -> Response<ResponseBody<B>> {
    response.headers_mut().insert(name, value);
    response
}

/// Up to seven seconds more after an outage, so that not everything comes back at once.
fn jitter(refusal: &Refusal) -> u64 {
    if matches!(refusal, Refusal::InFlight { .. }) {
        return 0;
    }
    getrandom::u32().map_or(0, |random| u64::from(random % 8))
}
