//! The tables, and the version they have.
//!
//! The version stands in a table of its own. SQLite's `user_version` belongs to the application,
//! which may keep its own data in the same file and number its own migrations with it.

use rusqlite::{Connection, Transaction, TransactionBehavior};
use webhook_core::store::StoreError;

use crate::{busy, error::failed};

/// Each step leads from the version that is its index to the next. Never change one that was
/// released; add another.
///
/// No index on `until`: keeping one up would cost every claim and completion, and what it finds lies
/// all over the tables. The sweep walks them in the order of their keys instead.
const MIGRATIONS: &[&str] = &["
    CREATE TABLE webhook_claims (
        key   BLOB NOT NULL PRIMARY KEY,
        owner BLOB NOT NULL,
        done  INTEGER NOT NULL,
        until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE webhook_effects (
        key   BLOB NOT NULL PRIMARY KEY,
        until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
"];

/// What to do with a file that has tables, but none of ours.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strange {
    /// It is another application's: leave it alone.
    Refuse,
    /// Its owner asked for our tables.
    Accept,
}

/// Brings the tables to the newest version, in one transaction: the one that is open, if there is
/// one.
pub(crate) fn migrate(connection: &Connection, strange: Strange) -> Result<(), StoreError> {
    if !connection.is_autocommit() {
        return step_up(connection, strange);
    }
    let unready = |error| failed("the tables cannot be set up", error);
    let transaction =
        busy::until_free(|| Transaction::new_unchecked(connection, TransactionBehavior::Immediate));
    let transaction = transaction.map_err(unready)?;
    step_up(&transaction, strange)?;
    transaction.commit().map_err(unready)
}

fn step_up(connection: &Connection, strange: Strange) -> Result<(), StoreError> {
    let unready = |error| failed("the tables cannot be set up", error);
    let found = version(connection).map_err(unready)?;
    if found.is_none() && strange == Strange::Refuse && !is_empty(connection).map_err(unready)? {
        return Err(StoreError::new(
            "the file belongs to another application; choose another path, or call \
             SqliteStore::migrate on a connection to it first if the two are to share it",
        ));
    }
    let done = found.unwrap_or(0) as usize;
    if done > MIGRATIONS.len() {
        return Err(StoreError::new(format!(
            "the file has tables of version {done}, this program knows {}; run the newer release \
             that wrote it",
            MIGRATIONS.len()
        )));
    }
    if done == MIGRATIONS.len() {
        return Ok(());
    }
    apply(connection, MIGRATIONS.get(done..).unwrap_or_default()).map_err(unready)
}

fn apply(connection: &Connection, steps: &[&str]) -> rusqlite::Result<()> {
    for step in steps {
        connection.execute_batch(step)?;
    }
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS webhook_schema (version INTEGER NOT NULL) STRICT;
         DELETE FROM webhook_schema;",
    )?;
    let latest = MIGRATIONS.len() as u32;
    connection.execute("INSERT INTO webhook_schema (version) VALUES (?1)", [latest])?;
    Ok(())
}

/// `None` where our tables never were.
fn version(connection: &Connection) -> rusqlite::Result<Option<u32>> {
    // Not `table_exists`: that believes what the connection knew before it had the lock.
    let table =
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'webhook_schema'";
    if connection.query_row(table, [], |row| Ok(row.get::<_, i64>(0)? == 0))? {
        return Ok(None);
    }
    let version = "SELECT coalesce(max(version), 0) FROM webhook_schema";
    connection
        .query_row(version, [], |row| row.get(0))
        .map(Some)
}

/// Whether nobody wrote anything into the file, not even the numbers that mark it as theirs.
fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    let marks = "SELECT (SELECT count(*) FROM sqlite_schema)
                      + (SELECT user_version <> 0 FROM pragma_user_version)
                      + (SELECT application_id <> 0 FROM pragma_application_id)";
    connection.query_row(marks, [], |row| Ok(row.get::<_, i64>(0)? == 0))
}
