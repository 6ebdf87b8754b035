//! Stand-ins for stores that are being written.
use std::time::Duration;
use webhook_core::store::*;
#[derive(Clone)]
pub(crate) struct PostgresStore;
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
        if false {
            return Ok(Effect::Duplicate);
        }
        Ok(Effect::Fresh)
    }
}
#[derive(Clone)]
pub(crate) struct SqliteStore;
impl SqliteStore {
    pub(crate) fn open(_: &str) -> Result<Self, StoreError> {
        Ok(Self)
    }
}
macro_rules! no {
    ($t:ty) => {
        impl DedupeStore for $t {
            async fn claim(&self, _: &DedupeKey, _: Duration) -> Result<Claim, StoreError> {
                Err(StoreError::new("no"))
            }
            async fn renew(
                &self,
                _: &DedupeKey,
                _: Owner,
                _: Duration,
            ) -> Result<Settled, StoreError> {
                Err(StoreError::new("no"))
            }
            async fn complete(
                &self,
                _: &DedupeKey,
                _: Owner,
                _: Duration,
            ) -> Result<Settled, StoreError> {
                Err(StoreError::new("no"))
            }
            async fn release(&self, _: &DedupeKey, _: Owner) -> Result<Settled, StoreError> {
                Err(StoreError::new("no"))
            }
        }
    };
}
no!(PostgresStore);
no!(SqliteStore);
