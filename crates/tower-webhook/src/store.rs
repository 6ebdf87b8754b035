//! [`LayerStore`]: the store of a layer. Its own store in memory is called directly, any other
//! through a box: that spares the default path two allocations a delivery.

use std::{any::Any, time::Duration};

use webhook_core::store::{
    AnyDedupeStore, Claim, DedupeKey, DedupeStore, Endpoints, Owner, Settled, StoreError,
};

use tokio::{runtime::Handle, time::timeout};

use crate::{MemoryStore, observe};

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

    /// As `claim`, within `limit`. A claim that comes too late is given back: nobody would work on it,
    /// and the provider's retry would have to wait for its lease.
    pub(crate) async fn claim_within(
        &self,
        key: &DedupeKey,
        lease: Duration,
        limit: Duration,
    ) -> Result<Claim, StoreError> {
        let store = match self {
            Self::Memory(store) => return store.claim(key, lease).await,
            Self::Any(store) => store,
        };
        let (late, key) = (store.clone(), *key);
        let mut claim = Box::pin(async move { late.claim(&key, lease).await });
        if let Ok(answer) = timeout(limit, &mut claim).await {
            return answer;
        }
        if let Ok(runtime) = Handle::try_current() {
            let late = store.clone();
            runtime.spawn(async move {
                // After its lease it is nobody's anyway.
                if let Ok(Ok(Claim::Fresh(held))) = timeout(lease, claim).await
                    && let Err(error) = late.release(&key, held.owner()).await
                {
                    observe::release_failed(&key, &error);
                }
            });
        }
        Err(StoreError::new(format!("no answer within {limit:?}")))
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
