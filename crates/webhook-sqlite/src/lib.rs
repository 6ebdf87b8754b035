//! Webhook deduplication in an SQLite file: durable, without a server.
//!
//! ```no_run
//! use webhook_sqlite::SqliteStore;
//!
//! # fn main() -> Result<(), webhook_core::store::StoreError> {
//! let store = SqliteStore::open("/var/lib/myapp/webhooks.sqlite")?;
//! // WebhookLayer::stripe(secret).dedupe(store)
//! # let _ = store;
//! # Ok(())
//! # }
//! ```
//!
//! # When to choose it
//!
//! For a service on one machine, in one process or several that share the file. It needs nothing
//! that has to be run beside it, and remembers over restarts what a store in memory forgets. For
//! several machines take the store on Redis or Postgres.
//!
//! A durable claim costs a sync of the disk. All operations that arrive during one sync share the
//! next (group commit), so many deliveries at once cost little more than one. With 64 at once, beside
//! a transaction for each on the bare client: 12 to 18 times the claims and 8 to 10 times the whole
//! deliveries a second, where a sync takes 0.1 to 0.2 ms (two cores, 100,000 done records;
//! `cargo bench -p webhook-sqlite`). The slower the sync, the larger the ratio.
//!
//! SQLite has one writer at a time and no queue for it: many busy processes, or handlers with long
//! transactions on the same file, want Postgres.
//!
//! # What it survives
//!
//! - **A crash or `kill -9` of the process**: what was answered is in the file. Claims of the dead
//!   process end with their leases, and the provider's retry runs.
//! - **A power cut**: the same (`synchronous = FULL`; on macOS `fullfsync`), as far as the disk keeps
//!   what it says it wrote.
//! - **A full or failing disk**: calls fail and the layer answers 503, so that providers keep their
//!   events. When there is space again, calls succeed again; nothing has to be restarted.
//! - **Not the loss of the disk**: see backup.
//!
//! # Where the file may be
//!
//! On a local disk. Network file systems (NFS, SMB) are not supported: the write-ahead log needs
//! shared memory. Two containers may share a volume if they run on one machine. Beside the file
//! stand `-wal` and `-shm`: they are part of it, so never move or delete one without the others,
//! nor any of them while a process has the file open.
//!
//! # Backup
//!
//! `VACUUM INTO 'copy.sqlite'` or the `sqlite3` shell's `.backup` copy a consistent state while the
//! store runs; a plain copy of the file alone does not. A restored copy has forgotten what was done
//! since: retries of those deliveries run again.
//!
//! Replication of the log to object storage (Litestream and the like) works, but is asynchronous:
//! after a failover the last moments are forgotten, a bounded double and never a loss.
//!
//! # Effects that happen exactly once
//!
//! A handler may be killed after its work and before the claim is completed; the retry then runs
//! again. Where the work is a change in an SQLite database, [`claim_in`] records the delivery in the
//! same transaction as the change: both are there, or neither.
//!
//! # Features
//!
//! - `bundled` (default): SQLite is compiled in. Without it, the system's library is linked, which
//!   must be 3.42 or newer.

#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

mod busy;
mod claims;
mod effects;
mod error;
mod group;
mod op;
mod open;
mod queue;
mod schema;
mod store;
mod sweep;
mod writer;

pub use effects::{Effect, claim_in};
/// The SQLite client whose types stand in this crate's functions.
pub use rusqlite;
pub use store::SqliteStore;
