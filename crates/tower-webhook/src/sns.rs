//! Subscriptions of SNS, confirmed by the layer where it was told to.

use std::{pin::Pin, sync::Arc, time::Duration};

use bytes::Bytes;
use http::Response;
use tokio::time::timeout;
use webhook_core::{
    Delivery, Refusal,
    sns::{ConfirmSubscription, Subscription},
    source::SourceError,
};

use futures_util::future::BoxFuture;

use crate::{ResponseBody, answer, future::Outcome, observe, shared::Shared};

/// How long confirming may take; SNS waits for 15 seconds.
const LIMIT: Duration = Duration::from_secs(5);

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
) -> Option<BoxFuture<'static, Outcome<R, E>>>
where
    R: Send + 'static,
    E: Send + 'static,
{
    let confirmer = shared.confirmer.clone()?;
    let subscription = Subscription::of(delivery)?;
    let shared = shared.clone();
    let delivery = delivery.clone();
    Some(Box::pin(async move {
        match confirm(&shared, &*confirmer, &subscription).await {
            Ok(()) => {
                observe::handshake(&shared);
                Ok(Response::new(ResponseBody::layer(Bytes::new())))
            }
            Err(refusal) => {
                observe::refused(&shared, Some(&delivery), &refusal);
                Ok(answer::refusal(&shared, refusal))
            }
        }
    }))
}

async fn confirm(
    shared: &Shared,
    confirmer: &dyn Confirm,
    subscription: &Subscription,
) -> Result<(), Refusal> {
    // A captured confirmation comes as often as its holder likes, while it is young.
    let _admitted = shared.admit()?;
    let outcome = timeout(LIMIT, confirmer.confirm(subscription)).await;
    let late = |_| Err(SourceError::new(format!("no answer within {LIMIT:?}")));
    outcome.unwrap_or_else(late).map_err(|error| {
        tracing::error!(topic = subscription.topic(), %error, "SNS subscription not confirmed");
        Refusal::CheckUnanswered {
            what: "the subscription could not be confirmed",
        }
    })
}
