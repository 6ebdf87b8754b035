//! [`LayerStore`]: the store of a layer. Its own store in memory is called directly, any other
//! through a box: that spares the default path two allocations a delivery.

use std::{any::Any, time::Duration};

use webhook_core::store::{
    AnyDedupeStore, Claim, DedupeKey, DedupeStore, Endpoints, Owner, Settled, StoreError,
};

use crate::MemoryStore;

/// A store in memory, or any.
#[derive(Clone)]
pub(crate) enum LayerStore {
    Memory(MemoryStore),
    Any(AnyDedupeStore),
}

impl LayerStore {
    pub(crate) fn new(store: impl DedupeStore) -> Self {
        match (&store as &dyn Any).downcast_ref::<MemoryStore>() {
            Some(memory) => Self::Memory(memory.clone()),
            None => Self::Any(AnyDedupeStore::new(store)),
        }
    }

    /// Which layers use this store.
    pub(crate) fn endpoints(&self) -> &Endpoints {
        match self {
            Self::Memory(store) => store.endpoints(),
            Self::Any(store) => store.endpoints(),
        }
    }
}

impl DedupeStore for LayerStore {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        match self {
            Self::Memory(store) => store.claim(key, lease).await,
            Self::Any(store) => store.claim(key, lease).await,
        }
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        match self {
            Self::Memory(store) => store.renew(key, owner, lease).await,
            Self::Any(store) => store.renew(key, owner, lease).await,
        }
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        match self {
            Self::Memory(store) => store.complete(key, owner, keep).await,
            Self::Any(store) => store.complete(key, owner, keep).await,
        }
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        match self {
            Self::Memory(store) => store.release(key, owner).await,
            Self::Any(store) => store.release(key, owner).await,
        }
    }
}
