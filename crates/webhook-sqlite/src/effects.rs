//! [`claim_in`]: effects that happen exactly once, with dedupe in the handler's own transaction.

use rusqlite::{Transaction, params};
use webhook_core::{
    Delivery,
    store::{StoreError, whole_millis},
};

use crate::{claims::now, error::failed};

/// Whether a delivery's effect is still to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "the effect must not happen for a duplicate"]
pub enum Effect {
    /// Not seen: let it happen, in the same transaction.
    Fresh,
    /// It happened in an earlier transaction: commit or roll back, and answer 2xx.
    Duplicate,
}

/// Records in `transaction` that `delivery`'s effect happens there: both are committed, or neither.
///
/// The record is kept for [`Delivery::dedupe_window`], in the table `webhook_effects`, apart from
/// the claims of the layer: that one has claimed the delivery before its handler runs.
/// [`SqliteStore::open`](crate::SqliteStore::open) or
/// [`SqliteStore::migrate`](crate::SqliteStore::migrate) must have made the tables.
///
/// Begin the transaction with
/// [`TransactionBehavior::Immediate`](rusqlite::TransactionBehavior::Immediate): then it waits its
/// turn at its start. One that reads first and writes later fails if another connection wrote in
/// between, whatever its busy timeout. Keep it short, too: while it holds the write lock, a store on
/// the same file can claim nothing, and after 200 ms its layer answers 503.
///
/// ```
/// use rusqlite::{Connection, TransactionBehavior};
/// use webhook_sqlite::{Effect, SqliteStore, claim_in};
/// # use webhook_core::{Delivery, store::StoreError};
///
/// fn book(connection: &mut Connection, delivery: &Delivery) -> Result<(), Box<dyn std::error::Error>> {
///     let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
///     if claim_in(&transaction, delivery)? == Effect::Fresh {
///         transaction.execute("UPDATE account SET paid = paid + 1", [])?;
///     }
///     transaction.commit()?;
///     Ok(())
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut connection = Connection::open_in_memory()?;
/// connection.execute_batch("CREATE TABLE account (paid INTEGER); INSERT INTO account VALUES (0);")?;
/// SqliteStore::migrate(&connection)?;
/// # let delivery = webhook_core::testing::delivery(webhook_core::providers::STRIPE, "invoice.paid");
/// book(&mut connection, &delivery)?;
/// book(&mut connection, &delivery)?;
/// let paid: i64 = connection.query_row("SELECT paid FROM account", [], |row| row.get(0))?;
/// assert_eq!(paid, 1);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// If SQLite fails: roll the transaction back and answer 5xx, so that the provider retries. If the
/// delivery has no [`dedupe_key`](Delivery::dedupe_key), because dedupe is off for its layer.
pub fn claim_in(transaction: &Transaction<'_>, delivery: &Delivery) -> Result<Effect, StoreError> {
    let Some(key) = delivery.dedupe_key() else {
        return Err(StoreError::new(
            "the delivery has no dedupe key; turn dedupe on for its layer",
        ));
    };
    let record = || {
        let now = now(transaction)?;
        let until = now.saturating_add_unsigned(whole_millis(delivery.dedupe_window()));
        transaction
            .prepare_cached(
                "INSERT INTO webhook_effects (key, until) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET until = excluded.until WHERE until <= ?3",
            )?
            .execute(params![key.as_bytes(), until, now])
    };
    match record() {
        Ok(0) => Ok(Effect::Duplicate),
        Ok(_) => Ok(Effect::Fresh),
        Err(error) => Err(failed(
            "the effect cannot be recorded (in tables that SqliteStore::migrate makes)",
            error,
        )),
    }
}
