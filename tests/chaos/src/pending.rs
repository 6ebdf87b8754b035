//! Stand-in for the store that is being written.
use std::time::Duration;

use webhook_core::store::{Claim, DedupeKey, DedupeStore, Owner, Settled, StoreError};

#[derive(Clone)]
pub(crate) struct PostgresStore;
#[allow(dead_code)]
pub(crate) enum Effect {
    Fresh,
    Duplicate,
}
impl PostgresStore {
    pub(crate) async fn connect(_: &str) -> Result<Self, StoreError> {
        Ok(Self)
    }
    pub(crate) async fn migrate(&self) -> Result<(), StoreError> {
        Ok(())
    }
    pub(crate) async fn claim_in(
        &self,
        _: &mut sqlx::PgConnection,
        _: &axum_webhook::Delivery,
    ) -> Result<Effect, StoreError> {
        Ok(Effect::Fresh)
    }
}
impl DedupeStore for PostgresStore {
    async fn claim(&self, _: &DedupeKey, _: Duration) -> Result<Claim, StoreError> {
        Err(StoreError::new("no"))
    }
    async fn renew(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        Err(StoreError::new("no"))
    }
    async fn complete(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        Err(StoreError::new("no"))
    }
    async fn release(&self, _: &DedupeKey, _: Owner) -> Result<Settled, StoreError> {
        Err(StoreError::new("no"))
    }
}
