//! The sealed object-safe twin of [`DedupeStore`].

use std::{
    any::Any,
    collections::HashMap,
    fmt,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use super::{Claim, DedupeKey, DedupeStore, Owner, Settled, StoreError};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Any [`DedupeStore`], shared. This is what a layer holds, so that it needs no type parameter.
#[derive(Clone)]
pub struct AnyDedupeStore(Arc<Inner>);

struct Inner {
    store: Box<dyn Erased>,
    endpoints: Mutex<HashMap<String, Weak<dyn Any + Send + Sync>>>,
}

impl AnyDedupeStore {
    /// Wraps a store; one that is wrapped already stays the same store.
    pub fn new(store: impl DedupeStore) -> Self {
        if let Some(same) = (&store as &dyn Any).downcast_ref::<Self>() {
            return same.clone();
        }
        Self(Arc::new(Inner {
            store: Box::new(store),
            endpoints: Mutex::default(),
        }))
    }

    /// Registers a layer as the user of an endpoint name, for as long as the layer lives. False if
    /// another living layer uses the name: each would swallow the other's deliveries.
    pub fn register(&self, endpoint: &str, layer: &Arc<impl Any + Send + Sync>) -> bool {
        let mut endpoints = self
            .0
            .endpoints
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let living = endpoints.get(endpoint).and_then(Weak::upgrade);
        match living {
            Some(other) => Arc::as_ptr(&other).cast::<()>() == Arc::as_ptr(layer).cast::<()>(),
            None => {
                let layer: Arc<dyn Any + Send + Sync> = layer.clone();
                endpoints.insert(endpoint.to_owned(), Arc::downgrade(&layer));
                true
            }
        }
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
