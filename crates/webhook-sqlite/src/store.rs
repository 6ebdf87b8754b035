//! [`SqliteStore`]: claims in an SQLite file.

use std::{
    fmt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use rusqlite::Connection;
use webhook_core::store::{
    Claim, DedupeKey, DedupeStore, Owner, Settled, StoreError, whole_millis,
};

use crate::{
    op::{Change, Op, Task},
    open,
    queue::Queue,
    schema::{self, Strange},
    writer::Writer,
};

/// A [`DedupeStore`] in an SQLite file: durable, for the processes of one machine.
///
/// Clones share one writer thread and one connection. Open a file once in a process, and clone.
///
/// ```
/// use std::time::Duration;
/// use webhook_core::store::{Claim, DedupeKey, DedupeStore, Settled};
/// use webhook_sqlite::SqliteStore;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("webhooks.sqlite");
/// let store = SqliteStore::open(&path)?;
/// let key = DedupeKey::new("billing", None, "stripe", b"evt_1");
/// let (lease, keep) = (Duration::from_secs(60), Duration::from_secs(5 * 24 * 3600));
///
/// let Claim::Fresh(held) = store.claim(&key, lease).await? else { unreachable!("never seen") };
/// assert!(matches!(store.claim(&key, lease).await?, Claim::InFlight { .. }));
/// assert_eq!(store.complete(&key, held.owner(), keep).await?, Settled::Yes);
///
/// // Another process, or this one after a restart.
/// let other = SqliteStore::open(&path)?;
/// assert!(matches!(other.claim(&key, lease).await?, Claim::Done));
/// # Ok(())
/// # }
/// ```
///
/// # Consistency
///
/// Operations are applied one after another, in the order of their arrival, in transactions that
/// hold the file's write lock: of any number of concurrent claims, in any number of processes,
/// exactly one is [`Claim::Fresh`]. An answer is sent after the commit of what it says. A call that
/// fails says nothing: its operation may have happened.
///
/// Time is the machine's clock, as SQLite reads it. If that is set back, leases and records last
/// longer by as much; if it is set forward, they end sooner.
///
/// # When it is slow, or fails
///
/// A call waits for the group that is being committed and for its own. If another process, or a
/// handler's transaction, holds the write lock, a group waits 200 ms for it and then fails; so a call
/// returns within about 400 ms plus the time of two commits. With 2,048 operations waiting, further
/// ones fail at once.
///
/// An operation that fails by itself (on a damaged page, say) does not fail the others of its group.
/// A claim whose caller went away is given up in the next group. Where that fails, too, or the
/// process is killed, the claim ends with its lease.
///
/// # The end
///
/// The writer thread ends when the last clone is dropped and what was sent is settled; then the file
/// is closed. Dropping does not wait for that.
#[derive(Clone)]
pub struct SqliteStore {
    queue: Queue,
    commits: Arc<AtomicU64>,
}

impl SqliteStore {
    /// Opens the file, which is created if it is not there, and starts the writer thread.
    ///
    /// It blocks for as long as the disk takes, and for up to five seconds while other processes open
    /// the same file: call it at start-up.
    ///
    /// ```
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("notes.txt");
    /// std::fs::write(&path, "a file of somebody else, and no database at all").unwrap();
    /// let error = webhook_sqlite::SqliteStore::open(&path).unwrap_err();
    /// assert!(error.to_string().contains("no SQLite database"), "{error}");
    /// ```
    ///
    /// # Errors
    /// If the file cannot be opened or written, or is on a file system without shared memory (a
    /// network's); if it belongs to another application, unless that called
    /// [`SqliteStore::migrate`]; if a newer version of this crate made its tables; if SQLite is older
    /// than 3.42 (without the feature `bundled`).
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let connection = open::open(path.as_ref())?;
        let commits = Arc::<AtomicU64>::default();
        let writer = Writer::new(connection, commits.clone());
        let queue = Queue::start(|ops| writer.run(ops))?;
        Ok(Self { queue, commits })
    }

    /// Creates or updates the tables `webhook_claims`, `webhook_done`, `webhook_effects` and
    /// `webhook_schema` in a database of your own, so that [`claim_in`](crate::claim_in) works there and
    /// [`SqliteStore::open`] accepts the file.
    ///
    /// If a transaction is open on `connection`, the changes are part of it. Neither `user_version`
    /// nor `application_id` is touched: they are yours.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let connection = rusqlite::Connection::open_in_memory()?;
    /// connection.execute_batch("CREATE TABLE orders (id INTEGER PRIMARY KEY)")?;
    /// webhook_sqlite::SqliteStore::migrate(&connection)?;
    /// assert!(connection.table_exists(None, "webhook_effects")?);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If SQLite fails, other tables have these names, or the tables are of a newer version.
    pub fn migrate(connection: &Connection) -> Result<(), StoreError> {
        schema::migrate(connection, Strange::Accept)
    }

    /// How many transactions this store and its clones have committed since it was opened. Under
    /// load it grows more slowly than the number of calls: that is the group commit.
    pub fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    async fn settle(
        &self,
        key: DedupeKey,
        owner: Owner,
        change: Change,
    ) -> Result<Settled, StoreError> {
        let (task, waiting) = Task::new();
        let op = Op::Settle {
            key,
            owner,
            change,
            task,
        };
        self.queue.settle(op, waiting).await
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SqliteStore")
            .field("commits", &self.commits())
            .finish_non_exhaustive()
    }
}

impl DedupeStore for SqliteStore {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        let (task, waiting) = Task::new();
        let op = Op::Claim {
            key: *key,
            lease: whole_millis(lease),
            task,
        };
        self.queue.claim(op, *key, waiting).await
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        self.settle(*key, owner, Change::Renew(whole_millis(lease)))
            .await
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        self.settle(*key, owner, Change::Complete(whole_millis(keep)))
            .await
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.settle(*key, owner, Change::Release).await
    }
}
