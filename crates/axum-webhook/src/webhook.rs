//! [`Webhook`]: the extractor for types of one's own.

use axum_core::extract::{FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;
use webhook_core::WebhookRejection;
use webhook_events::{Event, extract};

/// Hands a handler the delivery as a type of its own: anything that implements serde's
/// `Deserialize` is parsed from the JSON body, or from the `payload` field of a form.
///
/// A payload that does not fit answers 500, so that the provider keeps the event while the type is
/// mended; the response's extensions hold the [`WebhookRejection`], whose source says where it
/// failed. Bare typed events such as [`StripeEvent`](crate::StripeEvent) never reject a payload.
///
/// `Option<Webhook<E>>` is `None` if the request carries no delivery at all; a delivery that does
/// not fit still rejects.
///
/// ```
/// use axum::{Router, routing::post};
/// use axum_webhook::{Webhook, WebhookLayer};
/// use serde::Deserialize;
///
/// #[derive(Deserialize)]
/// struct Invoice {
///     id: String,
///     amount: u64,
/// }
///
/// async fn billing(Webhook(invoice): Webhook<Invoice>) {
///     println!("{} over {}", invoice.id, invoice.amount);
/// }
///
/// let app: Router = Router::new().route(
///     "/billing",
///     post(billing).route_layer(WebhookLayer::standard_webhooks("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
/// );
/// ```
///
/// The bound on the struct is there so that a wrong type is reported where the handler names it,
/// with what to do, and not as a handler that axum cannot use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Webhook<E: Event>(pub E);

impl<E: Event> std::ops::Deref for Webhook<E> {
    type Target = E;

    fn deref(&self) -> &E {
        &self.0
    }
}

impl<S: Sync, E: Event> FromRequestParts<S> for Webhook<E> {
    type Rejection = WebhookRejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebhookRejection> {
        extract::event(&parts.extensions).map(Self)
    }
}

impl<S: Sync, E: Event> OptionalFromRequestParts<S> for Webhook<E> {
    type Rejection = WebhookRejection;

    async fn from_request_parts(
        parts: &mut Parts,
        _: &S,
    ) -> Result<Option<Self>, WebhookRejection> {
        Ok(extract::optional_event(&parts.extensions)?.map(Self))
    }
}
