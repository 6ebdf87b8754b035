//! The sealed object-safe twin of [`DedupeStore`].

use std::{any::Any, fmt, pin::Pin, sync::Arc, time::Duration};

use super::{Claim, DedupeKey, DedupeStore, Endpoints, Owner, Settled, StoreError};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Any [`DedupeStore`], shared. This is what a layer holds, so that it needs no type parameter.
#[derive(Clone)]
pub struct AnyDedupeStore(Arc<Inner>);

struct Inner {
    store: Box<dyn Erased>,
    endpoints: Endpoints,
}

impl AnyDedupeStore {
    /// Wraps a store; one that is wrapped already stays the same store.
    pub fn new(store: impl DedupeStore) -> Self {
        if let Some(same) = (&store as &dyn Any).downcast_ref::<Self>() {
            return same.clone();
        }
        Self(Arc::new(Inner {
            store: Box::new(store),
            endpoints: Endpoints::default(),
        }))
    }

    /// Which layers use this store.
    pub fn endpoints(&self) -> &Endpoints {
        &self.0.endpoints
    }
}

impl fmt::Debug for AnyDedupeStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnyDedupeStore")
    }
}

impl DedupeStore for AnyDedupeStore {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        self.0.store.claim(key, lease).await
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        self.0.store.renew(key, owner, lease).await
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        self.0.store.complete(key, owner, keep).await
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.0.store.release(key, owner).await
    }
}

trait Erased: Send + Sync {
    fn claim<'a>(&'a self, key: &'a DedupeKey, lease: Duration) -> BoxFuture<'a, Claim>;
    fn renew<'a>(
        &'a self,
        key: &'a DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> BoxFuture<'a, Settled>;
    fn complete<'a>(
        &'a self,
        key: &'a DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> BoxFuture<'a, Settled>;
    fn release<'a>(&'a self, key: &'a DedupeKey, owner: Owner) -> BoxFuture<'a, Settled>;
}

impl<S: DedupeStore> Erased for S {
    fn claim<'a>(&'a self, key: &'a DedupeKey, lease: Duration) -> BoxFuture<'a, Claim> {
        Box::pin(DedupeStore::claim(self, key, lease))
    }

    fn renew<'a>(
        &'a self,
        key: &'a DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> BoxFuture<'a, Settled> {
        Box::pin(DedupeStore::renew(self, key, owner, lease))
    }

    fn complete<'a>(
        &'a self,
        key: &'a DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> BoxFuture<'a, Settled> {
        Box::pin(DedupeStore::complete(self, key, owner, keep))
    }

    fn release<'a>(&'a self, key: &'a DedupeKey, owner: Owner) -> BoxFuture<'a, Settled> {
        Box::pin(DedupeStore::release(self, key, owner))
    }
}
