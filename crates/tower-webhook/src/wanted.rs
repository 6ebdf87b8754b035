//! Which events a layer takes: chosen after verification, before anything is claimed or parsed.

use std::{collections::HashSet, sync::Arc};

use webhook_core::Delivery;

use crate::WebhookLayer;

/// The names of the events that are taken; `None` for all.
#[derive(Clone, Default)]
pub(crate) struct Wanted(Option<Arc<HashSet<Box<str>>>>);

impl Wanted {
    /// Whether any of the delivery's events is wanted. One whose type cannot be read is: the
    /// provider may have changed its form, and that must not cost the event.
    pub(crate) fn takes(&self, delivery: &Delivery) -> bool {
        let Some(names) = &self.0 else {
            return true;
        };
        let mut takes = false;
        delivery.visit_event_names(|of_one| {
            takes |= of_one.is_empty() || of_one.iter().any(|name| names.contains(*name));
        });
        takes
    }
}

impl WebhookLayer {
    /// Takes deliveries of these event types only: `invoice.paid`, or for providers that say what
    /// happened apart (GitHub, GitLab, Linear) also `issues.opened`. All others are answered as
    /// handled, after their signature was checked and before anything is claimed or parsed, and are
    /// counted as `unhandled`. By default all are taken.
    ///
    /// A batch is taken if any of its items is wanted, and then as a whole. A delivery whose type
    /// cannot be read is taken.
    ///
    /// ```
    /// use tower_webhook::WebhookLayer;
    ///
    /// let layer = WebhookLayer::stripe("whsec_an_example_secret")
    ///     .allow_events(["invoice.paid", "invoice.payment_failed"]);
    /// ```
    #[must_use]
    pub fn allow_events<N: AsRef<str>>(self, names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().map(|name| name.as_ref().into()).collect();
        self.set(|shared| shared.wanted = Wanted(Some(Arc::new(names))))
    }
}
