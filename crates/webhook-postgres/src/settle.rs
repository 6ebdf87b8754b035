//! Renewals and releases: one statement each, and a second for why it was refused.

use sqlx::{Error, PgConnection};
use webhook_core::store::{DedupeKey, Owner, Settled};

use crate::connection::Statement;

const RENEW: &str = "\
UPDATE webhook_claims SET until = statement_timestamp() + $3 * interval '1 millisecond' \
WHERE key = $1 AND owner = $2 AND NOT done AND until > statement_timestamp() \
AND (SELECT set_config('lock_timeout', '100ms', true)) IS NOT NULL";

const RELEASE: &str = "\
DELETE FROM webhook_claims \
WHERE key = $1 AND owner = $2 AND NOT done AND until > statement_timestamp() \
AND (SELECT set_config('lock_timeout', '100ms', true)) IS NOT NULL";

const IS_DONE: &str = "\
SELECT EXISTS (\
SELECT FROM webhook_claims WHERE key = $1 AND done AND until > statement_timestamp())";

/// Extends the owner's claim to `lease` milliseconds from now.
pub(crate) struct Renew {
    pub(crate) key: DedupeKey,
    pub(crate) owner: Owner,
    pub(crate) lease: i64,
}

/// Deletes the owner's claim.
pub(crate) struct Release {
    pub(crate) key: DedupeKey,
    pub(crate) owner: Owner,
}

impl Statement for Renew {
    type Answer = Settled;

    async fn send(&self, connection: &mut PgConnection) -> Result<Settled, Error> {
        let renewed = sqlx::query(RENEW)
            .bind(self.key.as_bytes())
            .bind(self.owner.as_bytes())
            .bind(self.lease)
            .execute(&mut *connection)
            .await?;
        settled(renewed.rows_affected(), &self.key, connection).await
    }
}

impl Statement for Release {
    type Answer = Settled;

    async fn send(&self, connection: &mut PgConnection) -> Result<Settled, Error> {
        let released = sqlx::query(RELEASE)
            .bind(self.key.as_bytes())
            .bind(self.owner.as_bytes())
            .execute(&mut *connection)
            .await?;
        settled(released.rows_affected(), &self.key, connection).await
    }
}

async fn settled(
    rows: u64,
    key: &DedupeKey,
    connection: &mut PgConnection,
) -> Result<Settled, Error> {
    if rows > 0 {
        return Ok(Settled::Yes);
    }
    let done: bool = sqlx::query_scalar(IS_DONE)
        .bind(key.as_bytes())
        .fetch_one(connection)
        .await?;
    Ok(if done { Settled::Done } else { Settled::Lost })
}
