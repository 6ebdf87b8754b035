//! [`Event`]: what a handler can be given for a delivery.

use serde::de::DeserializeOwned;
use webhook_core::Delivery;

use crate::{EventError, payload};

/// A type that is read out of a verified delivery.
///
/// Everything that implements serde's `Deserialize` is one: it is parsed from the JSON body. The
/// bare typed events are written by hand and cannot fail on a delivery of their provider. For a
/// type of your own that is no `Deserialize`, or that takes one provider's deliveries only, write
/// the impl on top of [`payload`]:
///
/// ```
/// use serde::Deserialize;
/// use webhook_core::Delivery;
/// use webhook_events::{Event, EventError, payload};
///
/// /// An order, under the id by which Shopify repeats it.
/// struct Order {
///     webhook_id: Option<String>,
///     total: String,
/// }
///
/// impl Event for Order {
///     const PROVIDERS: &'static [&'static str] = &["shopify"];
///
///     fn from_delivery(delivery: &Delivery) -> Result<Self, EventError> {
///         #[derive(Deserialize)]
///         struct Body {
///             total_price: String,
///         }
///         Self::check_provider(delivery)?;
///         let body: Body = payload(delivery)?;
///         Ok(Self {
///             webhook_id: delivery.id().map(Into::into),
///             total: body.total_price,
///         })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a webhook delivery",
    label = "not an event",
    note = "add `#[derive(serde::Deserialize)]` to `{Self}` (without borrowed fields) and it is parsed from the delivery's JSON",
    note = "or implement `Event` for it by hand, on top of the function `payload` beside it",
    note = "or take a typed event such as `StripeEvent` or `GitHubEvent`, or `Delivery` for the raw bytes, without `Webhook`"
)]
pub trait Event: Sized {
    /// The slugs of the providers whose deliveries fit; empty for any.
    const PROVIDERS: &'static [&'static str] = &[];

    /// Reads the event.
    ///
    /// # Errors
    /// [`EventError`], for which handlers' extractors answer 500, so that the provider keeps the
    /// event while the type is mended.
    fn from_delivery(delivery: &Delivery) -> Result<Self, EventError>;

    /// Refuses deliveries of providers other than [`PROVIDERS`](Event::PROVIDERS).
    ///
    /// # Errors
    /// [`EventError::WrongProvider`].
    fn check_provider(delivery: &Delivery) -> Result<(), EventError> {
        let verified = delivery.provider();
        if Self::PROVIDERS.is_empty() || Self::PROVIDERS.contains(&verified) {
            Ok(())
        } else {
            Err(EventError::WrongProvider {
                expected: Self::PROVIDERS,
                verified,
            })
        }
    }
}

// Without this attribute the compiler asks for `Deserialize`, and the advice above stays unsaid.
#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> Event for T {
    fn from_delivery(delivery: &Delivery) -> Result<Self, EventError> {
        payload(delivery)
    }
}
