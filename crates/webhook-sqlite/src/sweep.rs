//! [`Sweeper`]: takes away the rows whose time is over, a few at a time.
//!
//! A row that is over is absent for everybody, so the sweep only frees its space. It walks the
//! tables in the order of their keys: neighbours share a page, and no index has to be kept up.

use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use crate::{busy, claims::now};

/// After so many operations a step is due, however busy the thread is.
const EVERY: usize = 512;

/// How many rows a step looks at: four for each operation, so that a walk through all the rows ends
/// before their number has grown by a quarter.
const LOOK: u32 = 2_048;

/// How many rows a step deletes, hence how long it keeps the lock.
const DELETE: usize = 500;

/// An idle thread takes its next step after this.
const IDLE: Duration = Duration::from_millis(100);

/// From the end of one walk to the start of the next, if there is no traffic.
const REST: Duration = Duration::from_secs(600);

const TABLES: [Table; 2] = [
    Table {
        look: "SELECT key, until FROM webhook_claims WHERE key > ?1 ORDER BY key LIMIT ?2",
        delete: "DELETE FROM webhook_claims WHERE key = ?1 AND until <= ?2",
    },
    Table {
        look: "SELECT key, until FROM webhook_effects WHERE key > ?1 ORDER BY key LIMIT ?2",
        delete: "DELETE FROM webhook_effects WHERE key = ?1 AND until <= ?2",
    },
];

struct Table {
    look: &'static str,
    delete: &'static str,
}

/// Where the walk is.
pub(crate) struct Sweeper {
    table: usize,
    /// The last key that was looked at.
    cursor: Vec<u8>,
    /// Operations since the last step.
    ops: usize,
    /// When the next step is due without any.
    due: Instant,
}

impl Sweeper {
    /// At the start of a walk.
    pub(crate) fn new(now: Instant) -> Self {
        Self {
            table: 0,
            cursor: Vec::new(),
            ops: 0,
            due: now,
        }
    }

    /// How long the thread may wait for an operation.
    pub(crate) fn rest(&self, now: Instant) -> Duration {
        self.due.saturating_duration_since(now)
    }

    /// Takes a step if one is due, after a group of so many operations; none, if the thread had
    /// nothing else to do.
    pub(crate) fn after(&mut self, ops: usize, connection: &Connection) {
        self.ops = self.ops.saturating_add(ops);
        let now = Instant::now();
        let idle = ops == 0 && now >= self.due;
        if idle || self.ops >= EVERY {
            self.ops = 0;
            // A step that failed costs nothing but space, and is taken again.
            let walk_is_over = self.step(connection).unwrap_or(true);
            let rest = if walk_is_over { REST } else { IDLE };
            self.due = now.checked_add(rest).unwrap_or(now);
        }
    }

    /// One step; true at the end of a walk.
    fn step(&mut self, connection: &Connection) -> rusqlite::Result<bool> {
        let Some(table) = TABLES.get(self.table) else {
            self.table = 0;
            return Ok(true);
        };
        let now = now(connection)?;
        let mut seen = 0_u32;
        let mut over = Vec::new();
        let mut cursor = self.cursor.clone();
        {
            // Read without the write lock: most steps find nothing to delete.
            let mut look = connection.prepare_cached(table.look)?;
            let mut rows = look.query(params![self.cursor, LOOK])?;
            while over.len() < DELETE
                && let Some(row) = rows.next()?
            {
                seen = seen.saturating_add(1);
                cursor = row.get(0)?;
                if row.get::<_, i64>(1)? <= now {
                    over.push(cursor.clone());
                }
            }
        }
        if !over.is_empty() {
            busy::hurry(connection)?;
            let deleted = delete(connection, table, &over, now);
            busy::wait(connection)?;
            deleted?;
        }
        if seen < LOOK && over.len() < DELETE {
            self.table = self.table.saturating_add(1);
            self.cursor.clear();
        } else {
            self.cursor = cursor;
        }
        Ok(self.table == TABLES.len() && self.step(connection)?)
    }
}

/// Deletes what is over, in one transaction. A row that was claimed since stays.
fn delete(
    connection: &Connection,
    table: &Table,
    over: &[Vec<u8>],
    now: i64,
) -> rusqlite::Result<()> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    {
        let mut delete = transaction.prepare_cached(table.delete)?;
        for key in over {
            delete.execute(params![key, now])?;
        }
    }
    transaction.commit()
}
