//! A store that tells what it was asked.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::store::{Claim, DedupeKey, DedupeStore, Owner, Settled, StoreError};

/// One call of a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// [`DedupeStore::claim`].
    Claim(DedupeKey),
    /// [`DedupeStore::renew`].
    Renew(DedupeKey),
    /// [`DedupeStore::complete`].
    Complete(DedupeKey),
    /// [`DedupeStore::release`].
    Release(DedupeKey),
}

/// Records every call and passes it on. Clones share the record.
#[derive(Debug)]
pub struct RecordingStore<S> {
    inner: Arc<S>,
    calls: Arc<Mutex<Vec<Call>>>,
}

impl<S> Clone for RecordingStore<S> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            calls: self.calls.clone(),
        }
    }
}

impl<S: DedupeStore> RecordingStore<S> {
    /// Records the calls of `inner`.
    pub fn new(inner: S) -> Self {
        Self {
            inner: Arc::new(inner),
            calls: Arc::default(),
        }
    }

    /// The calls so far, in order.
    pub fn calls(&self) -> Vec<Call> {
        self.calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn record(&self, call: Call) {
        self.calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(call);
    }
}

impl<S: DedupeStore> DedupeStore for RecordingStore<S> {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        self.record(Call::Claim(*key));
        self.inner.claim(key, lease).await
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        self.record(Call::Renew(*key));
        self.inner.renew(key, owner, lease).await
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        self.record(Call::Complete(*key));
        self.inner.complete(key, owner, keep).await
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.record(Call::Release(*key));
        self.inner.release(key, owner).await
    }
}
