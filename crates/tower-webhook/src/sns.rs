//! Subscriptions of SNS, confirmed by the layer where it was told to.

use std::{pin::Pin, sync::Arc};

use bytes::Bytes;
use http::Response;
use webhook_core::{
    Delivery, Refusal,
    sns::{ConfirmSubscription, Subscription},
    source::SourceError,
};

use crate::{ResponseBody, answer, detach::Boxed, future::Outcome, observe, shared::Shared};

type Confirming<'a> = Pin<Box<dyn Future<Output = Result<(), SourceError>> + Send + 'a>>;

/// Object-safe twin of [`ConfirmSubscription`].
pub(crate) trait Confirm: Send + Sync {
    fn confirm<'a>(&'a self, subscription: &'a Subscription) -> Confirming<'a>;
}

impl<C: ConfirmSubscription> Confirm for C {
    fn confirm<'a>(&'a self, subscription: &'a Subscription) -> Confirming<'a> {
        Box::pin(ConfirmSubscription::confirm(self, subscription))
    }
}

/// The work of confirming, if that is what a verified delivery asks for and the layer is to do it.
/// Confirming twice does no harm, so nothing is claimed.
pub(crate) fn confirmation<R, E>(
    shared: &Arc<Shared>,
    delivery: &Delivery,
) -> Option<Boxed<Outcome<R, E>>>
where
    R: Send + 'static,
    E: Send + 'static,
{
    let confirmer = shared.confirmer.clone()?;
    let subscription = Subscription::of(delivery)?;
    let shared = shared.clone();
    let delivery = delivery.clone();
    Some(Box::pin(async move {
        match confirmer.confirm(&subscription).await {
            Ok(()) => {
                observe::handshake(&shared);
                Ok(Response::new(ResponseBody::layer(Bytes::new())))
            }
            Err(error) => {
                tracing::error!(topic = subscription.topic(), %error, "SNS subscription not confirmed");
                let refusal = Refusal::CheckUnanswered {
                    what: "the subscription could not be confirmed",
                };
                observe::refused(&shared, Some(&delivery), &refusal);
                Ok(answer::refusal(&shared, refusal))
            }
        }
    }))
}
