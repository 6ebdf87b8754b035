//! Deleting what is over. It counts as absent anyway: this only frees the space.

use std::{sync::Weak, time::Duration};

use sqlx::{Error, PgConnection, PgPool};
use tokio::task::JoinHandle;

use crate::{
    connection::{Connection, Statement},
    store::Inner,
};

/// How many rows one statement deletes at most, so that none holds its locks for long.
const BATCH: u64 = 1_000;

/// How often by default.
pub(crate) const EVERY: Duration = Duration::from_secs(60);

/// Skips rows that another node deletes or claims right now.
const EXPIRE_CLAIMS: &str = "\
DELETE FROM webhook_claims WHERE ctid = ANY (ARRAY(\
SELECT ctid FROM webhook_claims WHERE until <= statement_timestamp() \
LIMIT $1 FOR UPDATE SKIP LOCKED))";

const EXPIRE_EFFECTS: &str = "\
DELETE FROM webhook_effects WHERE ctid = ANY (ARRAY(\
SELECT ctid FROM webhook_effects WHERE until <= statement_timestamp() \
LIMIT $1 FOR UPDATE SKIP LOCKED))";

struct Expire(&'static str);

impl Statement for Expire {
    type Answer = u64;

    async fn send(&self, connection: &mut PgConnection) -> Result<u64, Error> {
        let deleted = sqlx::query(self.0)
            .bind(BATCH.cast_signed())
            .execute(connection);
        Ok(deleted.await?.rows_affected())
    }
}

/// Deletes all that is over now; says how many rows that was.
pub(crate) async fn expire(pool: &PgPool) -> Result<u64, Error> {
    let mut connection = Connection::of(pool);
    let mut expired: u64 = 0;
    for sql in [EXPIRE_CLAIMS, EXPIRE_EFFECTS] {
        loop {
            let deleted = connection.ask(&Expire(sql)).await?;
            expired = expired.saturating_add(deleted);
            if deleted < BATCH {
                break;
            }
        }
    }
    Ok(expired)
}

/// A task that does so again and again until it is dropped.
pub(crate) struct Background(JoinHandle<()>);

impl Background {
    /// For as long as the store lives, at the pace it is set to.
    pub(crate) fn start(store: Weak<Inner>) -> Self {
        Self(tokio::spawn(async move {
            loop {
                let Some(every) = store.upgrade().map(|store| store.expire_every()) else {
                    return;
                };
                tokio::time::sleep(every).await;
                let Some(pool) = store.upgrade().map(|store| store.pool.clone()) else {
                    return;
                };
                if let Err(error) = expire(&pool).await {
                    tracing::warn!(%error, "webhook records that are over were not deleted");
                }
            }
        }))
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.0.abort();
    }
}
