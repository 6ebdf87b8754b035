//! A store that a test can break.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use tokio::sync::Notify;
use tower_webhook::MemoryStore;
use webhook_core::store::{Claim, DedupeKey, DedupeStore, Lease, Owner, Settled, StoreError};

/// A store in memory whose claims, as those of a shared one, are not freed by dropping their lease, and
/// which fails, hangs or lies as it is told. Clones share it.
#[derive(Clone, Default)]
pub struct Breakable(Arc<Inner>);

#[derive(Default)]
struct Inner {
    memory: MemoryStore,
    /// What keeps the claims in `memory` alive.
    leases: Mutex<Vec<Lease>>,
    fails: AtomicBool,
    hangs: AtomicBool,
    back: Notify,
    /// What renewals of keys that are claimed now will be told.
    told: Mutex<Option<Settled>>,
    told_by_key: Mutex<HashMap<DedupeKey, Settled>>,
    claims: AtomicUsize,
    renewals: AtomicUsize,
    released: AtomicUsize,
}

impl Breakable {
    /// Whether every call fails from now on.
    pub fn fail(&self, fails: bool) {
        self.0.fails.store(fails, SeqCst);
    }

    /// Whether every call waits from now on; those that wait go on when that ends.
    pub fn hang(&self, hangs: bool) {
        self.0.hangs.store(hangs, SeqCst);
        if !hangs {
            self.0.back.notify_waiters();
        }
    }

    /// What the renewals of claims are told that are made from now on.
    pub fn answer_renewals(&self, settled: Settled) {
        *self.0.told.lock().unwrap() = Some(settled);
    }

    /// How many renewals were asked for.
    pub fn renewals(&self) -> usize {
        self.0.renewals.load(SeqCst)
    }

    /// How many claims were asked for.
    pub fn claims(&self) -> usize {
        self.0.claims.load(SeqCst)
    }

    /// How many claims were released by their owner.
    pub fn released(&self) -> usize {
        self.0.released.load(SeqCst)
    }

    async fn is_up(&self) -> Result<(), StoreError> {
        while self.0.hangs.load(SeqCst) {
            let back = self.0.back.notified();
            if self.0.hangs.load(SeqCst) {
                back.await;
            }
        }
        if self.0.fails.load(SeqCst) {
            return Err(StoreError::new("down"));
        }
        Ok(())
    }
}

impl DedupeStore for Breakable {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        self.0.claims.fetch_add(1, SeqCst);
        self.is_up().await?;
        let claim = self.0.memory.claim(key, lease).await?;
        if let Claim::Fresh(held) = claim {
            if let Some(settled) = *self.0.told.lock().unwrap() {
                self.0.told_by_key.lock().unwrap().insert(*key, settled);
            }
            let owner = held.owner();
            self.0.leases.lock().unwrap().push(held);
            return Ok(Claim::Fresh(Lease::new(owner)));
        }
        Ok(claim)
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        self.0.renewals.fetch_add(1, SeqCst);
        self.is_up().await?;
        let told = self.0.told_by_key.lock().unwrap().get(key).copied();
        match told {
            Some(settled) => Ok(settled),
            None => self.0.memory.renew(key, owner, lease).await,
        }
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        self.is_up().await?;
        self.0.memory.complete(key, owner, keep).await
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.is_up().await?;
        let settled = self.0.memory.release(key, owner).await?;
        if settled == Settled::Yes {
            self.0.released.fetch_add(1, SeqCst);
        }
        Ok(settled)
    }
}
