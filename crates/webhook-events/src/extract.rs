//! From a request's extensions to an event: what every webhook extractor for axum does (feature
//! `axum`).
//!
//! ```
//! use webhook_core::WebhookRejection;
//! use webhook_events::{StripeEvent, extract};
//!
//! // Without the layer there is no delivery in the request.
//! let extensions = http::Extensions::new();
//! let rejection = extract::event::<StripeEvent>(&extensions).unwrap_err();
//! assert!(matches!(rejection, WebhookRejection::MissingDelivery));
//! assert!(extract::optional_event::<StripeEvent>(&extensions).unwrap().is_none());
//! ```

use http::Extensions;
use webhook_core::{Delivery, WebhookRejection};

use crate::Event;

/// Reads an event from the delivery in a request's extensions.
///
/// # Errors
/// [`WebhookRejection::MissingDelivery`] if there is none, and what [`Event::from_delivery`] says.
pub fn event<E: Event>(extensions: &Extensions) -> Result<E, WebhookRejection> {
    optional_event(extensions)?.ok_or(WebhookRejection::MissingDelivery)
}

/// As [`event`], but `None` if there is no delivery. A delivery that does not fit still rejects.
///
/// # Errors
/// What [`Event::from_delivery`] says.
pub fn optional_event<E: Event>(extensions: &Extensions) -> Result<Option<E>, WebhookRejection> {
    extensions
        .get::<Delivery>()
        .map(|delivery| E::from_delivery(delivery).map_err(Into::into))
        .transpose()
}
