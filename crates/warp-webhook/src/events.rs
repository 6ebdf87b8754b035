//! Filters for what the layer has verified.

use std::{convert::Infallible, future::ready};

use tower_webhook::ItemDedupe;
use warp::{Filter, Rejection};
use webhook_core::{Delivery, WebhookRejection};
use webhook_events::Event;

use crate::Rejected;

/// The verified delivery: the bytes, and what the layer knows of them.
///
/// Rejects with [`Rejected`] where no layer ran.
///
/// ```
/// use warp::Filter;
/// use warp_webhook::{Delivery, delivery};
///
/// let size = delivery().map(|delivery: Delivery| delivery.body().len().to_string());
/// # let _ = warp::service(size);
/// ```
pub fn delivery() -> impl Filter<Extract = (Delivery,), Error = Rejection> + Copy {
    optional_delivery()
        .and_then(|found: Option<Delivery>| ready(found.ok_or_else(missing).map_err(reject)))
}

/// As [`delivery`], but `None` where no layer ran, or where it only observes and the request failed.
pub fn optional_delivery() -> impl Filter<Extract = (Option<Delivery>,), Error = Infallible> + Copy
{
    warp::ext::optional()
}

/// The delivery as an event: a provider's typed event, or a type of your own that implements
/// `Deserialize` and is parsed from the JSON.
///
/// Rejects with [`Rejected`] where no layer ran, for another provider's delivery, and where a payload
/// does not fit a type of your own. Typed events such as [`StripeEvent`](crate::StripeEvent) fit every
/// payload of their provider.
///
/// ```
/// use serde::Deserialize;
/// use warp::Filter;
/// use warp_webhook::{GitHubEvent, event};
///
/// #[derive(Deserialize)]
/// struct Push {
///     r#ref: String,
/// }
///
/// let typed = event::<GitHubEvent>().map(|event: GitHubEvent| event.event_type().to_string());
/// let own = event::<Push>().map(|push: Push| push.r#ref);
/// # let _ = warp::service(typed.or(own));
/// ```
pub fn event<E: Event + Send + 'static>() -> impl Filter<Extract = (E,), Error = Rejection> + Copy {
    optional_delivery().and_then(|found: Option<Delivery>| {
        let found = found.ok_or_else(missing);
        ready(found.and_then(|delivery| read(&delivery)).map_err(reject))
    })
}

/// As [`event`], but `None` where there is no delivery. One that does not fit still rejects.
pub fn optional_event<E: Event + Send + 'static>()
-> impl Filter<Extract = (Option<E>,), Error = Rejection> + Copy {
    optional_delivery().and_then(|found: Option<Delivery>| {
        let read = found.as_ref().map(read).transpose();
        ready(read.map_err(reject))
    })
}

/// Runs work once for each item of a batch, under a layer with
/// [`dedupe_items`](tower_webhook::WebhookLayer::dedupe_items).
///
/// Rejects with [`Rejected`] under any other.
pub fn item_dedupe() -> impl Filter<Extract = (ItemDedupe,), Error = Rejection> + Copy {
    warp::ext::optional().and_then(|found: Option<ItemDedupe>| {
        let found = found.ok_or(WebhookRejection::MissingItemDedupe);
        ready(found.map_err(reject))
    })
}

fn missing() -> WebhookRejection {
    WebhookRejection::MissingDelivery
}

fn read<E: Event>(delivery: &Delivery) -> Result<E, WebhookRejection> {
    Ok(E::from_delivery(delivery)?)
}

fn reject(why: WebhookRejection) -> Rejection {
    Rejected(why).into()
}
