//! [`ItemDedupe`]: each item of a batch once, in whichever batch it comes again.

use std::sync::Arc;

use webhook_core::{Delivery, Item, Refusal};

use crate::{
    WebhookLayer,
    claim::{Completed, Gone, HeldClaim},
    observe,
    run::{NotClaimed, claim},
    shared::{Dedupe, Shared},
};

/// Runs work once for each item of a batch: in the request's extensions (and an argument of axum's
/// handlers) under a layer with [`WebhookLayer::dedupe_items`].
///
/// A batch is claimed as a whole, so one whose handler failed half-way comes again as a whole, and
/// providers may cut it differently then. Each item that succeeded is recorded by its own
/// [`item_key`](Delivery::item_key); the next time it is passed over.
#[derive(Clone)]
pub struct ItemDedupe {
    dedupe: Dedupe,
    delivery: Delivery,
}

impl ItemDedupe {
    pub(crate) fn new(shared: &Arc<Shared>, delivery: &Delivery) -> Option<Self> {
        let dedupe = shared.dedupe.as_ref().filter(|_| shared.dedupe_items)?;
        Some(Self {
            dedupe: dedupe.clone(),
            delivery: delivery.clone(),
        })
    }

    /// Runs `work` unless this item is done already, then `None`. If it succeeds the item is done; if
    /// it fails, panics or is dropped, the item's claim is released and its next delivery runs it.
    ///
    /// # Errors
    /// Those of `work`, and [`Refusal`]s to answer with, so that the provider sends the batch again:
    /// [`Refusal::InFlight`] while another request works on the same item,
    /// [`Refusal::StoreUnavailable`] if the store cannot say (or cannot record what succeeded: then
    /// it runs again), [`Refusal::LeaseLost`] if the claim went to another owner meanwhile:
    /// `work` is then dropped, unless the layer has
    /// [`finish_on_lost_lease`](WebhookLayer::finish_on_lost_lease).
    pub async fn once<'d, T, E: From<Refusal>>(
        &self,
        item: &impl AsRef<Item<'d>>,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<Option<T>, E> {
        let mut held = match self.claim(item.as_ref()).await {
            Ok(Some(held)) => held,
            // The store failed, and the policy is to do without it.
            Ok(None) => return work.await.map(Some),
            Err(NotClaimed::Done) => {
                observe::duplicate_item(&self.delivery);
                return Ok(None);
            }
            Err(NotClaimed::InFlight(retry_after)) => {
                return Err(Refusal::InFlight { retry_after }.into());
            }
            Err(NotClaimed::Unavailable) => return Err(Refusal::StoreUnavailable.into()),
        };
        let outcome = match held.renewing(work).await {
            Ok(outcome) => outcome,
            Err(gone) => {
                held.forget();
                return match gone {
                    Gone::Lost => Err(Refusal::LeaseLost.into()),
                    Gone::Done => Ok(None),
                };
            }
        };
        match outcome {
            Ok(done) => match held.complete().await {
                Completed::Done => Ok(Some(done)),
                Completed::Lost => Err(Refusal::LeaseLost.into()),
                Completed::Unavailable => Err(Refusal::StoreUnavailable.into()),
            },
            Err(error) => {
                held.release().await;
                Err(error)
            }
        }
    }

    async fn claim(&self, item: &Item<'_>) -> Result<Option<HeldClaim>, NotClaimed> {
        match self.delivery.item_key(item) {
            Some(key) => claim(&self.dedupe, &self.delivery, &key).await,
            None => Ok(None),
        }
    }
}

impl WebhookLayer {
    /// Lets handlers of batches run each item once: [`ItemDedupe`] stands in the request's
    /// extensions. The items' records share the layer's store, and are kept as long as its
    /// deliveries'.
    #[must_use]
    pub fn dedupe_items(self) -> Self {
        self.set(|shared| shared.dedupe_items = true)
    }
}

#[cfg(feature = "axum")]
impl<S: Sync> axum_core::extract::FromRequestParts<S> for ItemDedupe {
    type Rejection = webhook_core::WebhookRejection;

    async fn from_request_parts(
        parts: &mut http::request::Parts,
        _: &S,
    ) -> Result<Self, Self::Rejection> {
        let found = parts.extensions.get::<Self>().cloned();
        found.ok_or(webhook_core::WebhookRejection::MissingItemDedupe)
    }
}

impl std::fmt::Debug for ItemDedupe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ItemDedupe").field(&self.delivery).finish()
    }
}
