//! [`Delivery`] as an axum extractor, and the rejection that all webhook extractors share
//! (feature `axum`). It stands here because only the crate that owns `Delivery` may write it.
//!
//! ```
//! use axum_core::extract::FromRequestParts as _;
//! use webhook_core::{Delivery, WebhookRejection};
//!
//! # fn block_on<F: Future>(future: F) -> F::Output {
//! #     let mut context = std::task::Context::from_waker(std::task::Waker::noop());
//! #     match std::pin::pin!(future).poll(&mut context) {
//! #         std::task::Poll::Ready(output) => output,
//! #         std::task::Poll::Pending => unreachable!(),
//! #     }
//! # }
//! let (mut parts, ()) = http::Request::new(()).into_parts();
//! let rejection = block_on(Delivery::from_request_parts(&mut parts, &())).unwrap_err();
//! assert!(matches!(rejection, WebhookRejection::MissingDelivery));
//! ```

use std::{error::Error, sync::Arc};

use axum_core::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    response::{IntoResponse, Response},
};
use http::{StatusCode, request::Parts};

use crate::Delivery;

/// Why a handler's argument could not be made from a request.
///
/// All of them answer 500: the delivery is genuine and the mistake is ours, so the provider should
/// keep the event and send it again once the mistake is mended. The rejection itself travels in
/// the response's extensions, where a middleware or a test finds it; the peer reads what to fix
/// for the two mistakes of configuration, and nothing of a payload.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookRejection {
    /// No layer put a [`Delivery`] into this request.
    #[error(
        "no verified webhook delivery in this request: is WebhookLayer enabled on this route? (with observe_only, requests that fail verification carry none)"
    )]
    MissingDelivery,
    /// The handler takes another provider's event.
    #[error(
        "expected {}, verified as {verified}: give this route the layer of the event that its handler takes, or take Delivery or Webhook<T>, which any provider's delivery fits",
        .expected.join(" or ")
    )]
    WrongProvider {
        /// The slugs of the providers whose events the handler takes.
        expected: &'static [&'static str],
        /// The slug of the provider that the delivery was verified as.
        verified: &'static str,
    },
    /// The payload does not fit the handler's type; the source says where.
    #[error("a verified payload does not fit the type that its handler takes")]
    Payload(#[source] Arc<dyn Error + Send + Sync>),
}

impl WebhookRejection {
    /// What the peer reads where the detail may hold a customer's data.
    pub const PUBLIC_MESSAGE: &'static str = "webhook delivery could not be read\n";

    /// For a payload that could not be read, and why.
    pub fn payload(source: impl Error + Send + Sync + 'static) -> Self {
        Self::Payload(Arc::new(source))
    }

    /// The HTTP status: 500, which every provider that retries at all retries.
    pub fn status(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        let text = match &self {
            Self::Payload(_) => Self::PUBLIC_MESSAGE.to_owned(),
            Self::MissingDelivery | Self::WrongProvider { .. } => format!("{self}\n"),
        };
        let mut response = (self.status(), text).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl<S: Sync> FromRequestParts<S> for Delivery {
    type Rejection = WebhookRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebhookRejection> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(WebhookRejection::MissingDelivery)
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Delivery {
    type Rejection = WebhookRejection;

    async fn from_request_parts(
        parts: &mut Parts,
        _: &S,
    ) -> Result<Option<Self>, WebhookRejection> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("invalid type: string \"jo@example.com\"")]
    struct Detail;

    #[test]
    fn rejections_say_what_to_do_and_keep_payloads_to_themselves() {
        let wrong = WebhookRejection::WrongProvider {
            expected: &["stripe"],
            verified: "github",
        };
        assert!(
            wrong
                .to_string()
                .starts_with("expected stripe, verified as github: ")
        );
        assert!(
            WebhookRejection::MissingDelivery
                .to_string()
                .contains("is WebhookLayer enabled on this route?")
        );
        let payload = WebhookRejection::payload(Detail);
        assert!(!payload.to_string().contains("jo@"));
        assert!(payload.source().unwrap().to_string().contains("jo@"));
    }

    #[test]
    fn every_rejection_is_a_500_that_carries_itself() {
        for rejection in [
            WebhookRejection::MissingDelivery,
            WebhookRejection::WrongProvider {
                expected: &["svix", "clerk"],
                verified: "github",
            },
            WebhookRejection::payload(Detail),
        ] {
            let text = rejection.to_string();
            let response = rejection.into_response();
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            let kept = response.extensions().get::<WebhookRejection>().unwrap();
            assert_eq!(kept.to_string(), text);
        }
    }
}
