//! [`Effect`]: the delivery is recorded in the transaction that does its work.

use std::time::Duration;

use sqlx::PgConnection;
use webhook_core::{
    Delivery,
    store::{DedupeKey, StoreError},
};

use crate::{PostgresStore, error::store_error, time::milliseconds};

/// Waits for a transaction that has the same key open, and then sees what it left.
const RECORD: &str = "\
INSERT INTO webhook_effects AS done (key, until) \
VALUES ($1, statement_timestamp() + $2 * interval '1 millisecond') \
ON CONFLICT (key) DO UPDATE SET until = excluded.until WHERE done.until <= statement_timestamp()";

/// Whether the work of a delivery is still to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a duplicate's work must not be done again"]
pub enum Effect {
    /// Nobody committed it: do the work in the same transaction, and commit.
    Fresh,
    /// It was committed: leave it, and answer 2xx.
    Duplicate,
}

impl PostgresStore {
    /// Records a delivery in the handler's own transaction, so that record and work are committed together
    /// or not at all.
    ///
    /// ```no_run
    /// use webhook_core::Delivery;
    /// use webhook_postgres::{Effect, PostgresStore};
    ///
    /// async fn credit(
    ///     pool: &sqlx::PgPool,
    ///     postgres: &PostgresStore,
    ///     delivery: &Delivery,
    /// ) -> Result<(), Box<dyn std::error::Error>> {
    ///     let mut tx = pool.begin().await?;
    ///     if postgres.claim_in(&mut tx, delivery).await? == Effect::Duplicate {
    ///         return Ok(()); // answer 2xx: the work is done
    ///     }
    ///     sqlx::query("UPDATE accounts SET balance = balance + 1").execute(&mut *tx).await?;
    ///     Ok(tx.commit().await?)
    /// }
    /// ```
    ///
    /// This is the one way to an effect that happens exactly once, whatever crashes when: until the commit
    /// there is neither record nor effect, after it there are both. It needs no layer, and does not get in
    /// the way of one on this store: the records stand in a table of their own.
    ///
    /// The record is kept for [`Delivery::dedupe_window`], by the server's clock from now.
    ///
    /// # What to know
    ///
    /// - **Answer 2xx to [`Effect::Duplicate`]**, or the provider goes on repeating the delivery.
    /// - **It waits** while another transaction has the same delivery open, and answers once that is over.
    ///   Set `lock_timeout` in your transaction to bound that, keep the transaction short, and let the
    ///   pool be larger than the number of handlers that may wait.
    /// - **Isolation.** `READ COMMITTED`, the default, always answers. Under `REPEATABLE READ` and
    ///   `SERIALIZABLE` a record that another transaction wrote meanwhile is an error (SQLSTATE 40001):
    ///   roll back and answer 500, and the provider's retry gets its answer.
    /// - **Only this database is covered.** Mail that is sent or an HTTP call that is made inside the
    ///   transaction happens again if the commit fails. Write what is to be sent into a table, in the same
    ///   transaction, and send it from there.
    ///
    /// # Errors
    /// If deduplication is off for this delivery, or the statement fails. The transaction is then of no
    /// further use: roll it back and answer 500.
    pub async fn claim_in(
        &self,
        connection: &mut PgConnection,
        delivery: &Delivery,
    ) -> Result<Effect, StoreError> {
        let Some(key) = delivery.dedupe_key() else {
            return Err(StoreError::new(
                "the delivery has no dedupe key because its layer has deduplication off: remove \
                 no_dedupe() from the layer, or call claim_key_in with a key of your own",
            ));
        };
        self.claim_key_in(connection, key, delivery.dedupe_window())
            .await
    }

    /// The same for any key, such as an item's of a batch, which is then kept for `keep`.
    ///
    /// # Errors
    /// If the statement fails.
    pub async fn claim_key_in(
        &self,
        connection: &mut PgConnection,
        key: &DedupeKey,
        keep: Duration,
    ) -> Result<Effect, StoreError> {
        let recorded = sqlx::query(RECORD)
            .bind(key.as_bytes())
            .bind(milliseconds(keep))
            .execute(connection)
            .await
            .map_err(store_error)?;
        Ok(match recorded.rows_affected() {
            0 => Effect::Duplicate,
            _ => Effect::Fresh,
        })
    }
}
