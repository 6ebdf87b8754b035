//! The builder methods of [`WebhookLayer`] for deduplication.

use std::{sync::Arc, time::Duration};

use webhook_core::{ConfigError, DedupeBy, DedupeStore, scheme::Identity};

use crate::{
    WebhookLayer, breaker::Breaker, policy::OnStoreError, shared::Dedupe, store::LayerStore,
};

impl WebhookLayer {
    fn set_dedupe(self, change: impl FnOnce(&mut Dedupe)) -> Self {
        self.set(|shared| {
            if let Some(dedupe) = &mut shared.dedupe {
                change(dedupe);
            }
        })
    }

    /// Where claims are kept; by default in this process' memory. Pass clones of one
    /// [`AnyDedupeStore`](webhook_core::store::AnyDedupeStore) to several layers to share a store.
    #[must_use]
    pub fn dedupe(self, store: impl DedupeStore) -> Self {
        self.set_dedupe(|dedupe| {
            dedupe.store = LayerStore::new(store);
            dedupe.breaker = Arc::new(Breaker::default());
        })
    }

    /// Runs the handler for every delivery, duplicates included: for handlers that deduplicate by
    /// themselves.
    #[must_use]
    pub fn no_dedupe(self) -> Self {
        self.set(|shared| shared.dedupe = None)
    }

    /// What makes two requests the same delivery, instead of the scheme's own choice.
    #[must_use]
    pub fn identity(self, identity: Identity) -> Self {
        self.set_dedupe(|dedupe| dedupe.by = DedupeBy::Identity(identity))
    }

    /// Several layers serve this endpoint and share its deduplication on purpose.
    #[must_use]
    pub fn shared_endpoint(self) -> Self {
        self.set_dedupe(|dedupe| dedupe.shared_endpoint = true)
    }

    /// How long a finished delivery is remembered; by default 1.5 times the provider's retry
    /// horizon, a day at least, and 5 days where the horizon is not known.
    ///
    /// # Panics
    /// If it is shorter than the provider's retry horizon or twice the tolerance: late retries
    /// would run twice. [`WebhookLayer::short_window`] says that this is meant.
    #[must_use]
    #[track_caller]
    pub fn window(self, window: Duration) -> Self {
        let scheme = &self.shared.scheme;
        let tolerance = self
            .shared
            .tolerance
            .or(scheme.tolerance())
            .unwrap_or_default();
        let horizon = scheme
            .retry_horizon()
            .unwrap_or_default()
            .max(tolerance * 2);
        if window < horizon {
            let error = ConfigError::WindowTooShort {
                scheme: scheme.name(),
                window,
                horizon,
            };
            panic!("{error}");
        }
        self.short_window(window)
    }

    /// As [`WebhookLayer::window`], even if a late retry may then run twice.
    #[must_use]
    pub fn short_window(self, window: Duration) -> Self {
        self.set_dedupe(|dedupe| dedupe.window = window)
    }

    /// How long a claim lives unless it is renewed, which happens every third of it while the
    /// handler runs; by default 60 seconds. After a crash the delivery runs again once it is over.
    #[must_use]
    pub fn lease(self, lease: Duration) -> Self {
        self.set_dedupe(|dedupe| dedupe.lease = lease.max(Duration::from_secs(1)))
    }

    /// Lets a handler run to its end although its claim was lost. By default it is dropped as soon as
    /// the store says so, because another node may be at the same delivery, and the answer is 503.
    ///
    /// Claims are lost when the store forgot them, or could not be reached for a whole
    /// [`lease`](Self::lease). What the handler has spawned is not stopped.
    #[must_use]
    pub fn finish_on_lost_lease(self) -> Self {
        self.set_dedupe(|dedupe| dedupe.finish_on_lost_lease = true)
    }

    /// What to do when the store cannot answer; by default [`OnStoreError::FailClosed`].
    #[must_use]
    pub fn on_store_error(self, policy: OnStoreError) -> Self {
        self.set_dedupe(|dedupe| dedupe.on_error = policy)
    }

    /// How long the store may take to decide a claim; by default 250 milliseconds. After that the claim
    /// counts as failed, and one that succeeds late is released again.
    ///
    /// A store that failed five times in a row is not asked any more but for one delivery a second,
    /// until one of them succeeds; the others get the answer of
    /// [`on_store_error`](Self::on_store_error) at once.
    #[must_use]
    pub fn claim_timeout(self, timeout: Duration) -> Self {
        self.set_dedupe(|dedupe| dedupe.claim_timeout = timeout)
    }
}
