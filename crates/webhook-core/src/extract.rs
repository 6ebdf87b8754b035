//! [`Delivery`] as an axum extractor, and rejections as axum's responses (feature `axum`). They
//! stand here because only the crate that owns these types may write them.
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

use axum_core::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    response::{IntoResponse, Response},
};
use http::request::Parts;

use crate::{Delivery, Refusal, WebhookRejection};

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        let text = match &self {
            Self::Payload(_) => Self::PUBLIC_MESSAGE.to_owned(),
            Self::MissingDelivery
            | Self::MissingItemDedupe
            | Self::WrongProvider { .. }
            | Self::Untyped => {
                format!("{self}\n")
            }
        };
        let mut response = (self.status(), text).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// For handlers that end with one of the layer's own words (`?` on
/// `ItemDedupe::once`): its status, one generic line, and the refusal in the extensions.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status(), Self::PUBLIC_MESSAGE).into_response();
        if let Some(wait) = self.retry_after() {
            let headers = response.headers_mut();
            headers.insert(http::header::RETRY_AFTER, wait.as_secs().into());
        }
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
    fn every_rejection_is_a_500_that_carries_itself() {
        for rejection in [
            WebhookRejection::MissingDelivery,
            WebhookRejection::WrongProvider {
                expected: &["svix", "clerk"],
                verified: "github",
            },
            WebhookRejection::MissingItemDedupe,
            WebhookRejection::Untyped,
            WebhookRejection::payload(Detail),
        ] {
            let text = rejection.to_string();
            let response = rejection.into_response();
            assert_eq!(response.status(), http::StatusCode::INTERNAL_SERVER_ERROR);
            let kept = response.extensions().get::<WebhookRejection>().unwrap();
            assert_eq!(kept.to_string(), text);
        }
    }
}
