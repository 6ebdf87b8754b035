//! [`PostgresStore`].

use std::{
    fmt,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::sync::oneshot;
use webhook_core::store::{
    Claim, DedupeKey, DedupeStore, Owner, Owners, Settled, StoreError, whole_millis,
};

use crate::{
    claims::{Answer, ClaimCall},
    completes::CompleteCall,
    connection::{Connection, Statement},
    error::store_error,
    expiry::{self, Background},
    group::Queue,
    migrate::migrate,
    settle::{Release, Renew},
    time::milliseconds,
};

/// Two statements of claims, two of completions, and some for the rest.
const OWN_CONNECTIONS: u32 = 8;

/// How long [`PostgresStore::connect`] waits for the server.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// A [`DedupeStore`] on Postgres, shared by any number of nodes. Clones share everything.
///
/// ```no_run
/// use std::time::Duration;
/// use webhook_core::store::{Claim, DedupeKey, DedupeStore, Settled};
/// use webhook_postgres::PostgresStore;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), webhook_core::store::StoreError> {
/// let store = PostgresStore::connect("postgres://me:secret@localhost/app").await?;
/// store.migrate().await?;
///
/// let key = DedupeKey::new("billing", None, "stripe", b"evt_1");
/// let (lease, keep) = (Duration::from_secs(60), Duration::from_secs(5 * 24 * 3600));
/// let Claim::Fresh(held) = store.claim(&key, lease).await? else { return Ok(()) };
/// assert_eq!(store.complete(&key, held.owner(), keep).await?, Settled::Yes);
/// # Ok(())
/// # }
/// ```
///
/// # Consistency
///
/// Every operation is one transaction, and each decides on a row it has locked: of any number of
/// concurrent claims on a key, from any number of nodes, exactly one is [`Claim::Fresh`]. What was
/// answered survives a crash of the server, if `synchronous_commit` and `fsync` are on, which they are
/// unless somebody switched them off; after a failover to an asynchronous standby the last records may
/// be missing, and their deliveries run again. All times are the server's (`statement_timestamp()`), to
/// the millisecond; longer ones than a hundred years are cut to that.
///
/// A claim ends when its owner completes or releases it, or with its lease. A caller that goes away
/// while its claim is under way gets it released in the background.
///
/// # Statements
///
/// Claims that arrive while a statement is under way go into the next one together, up to 256, and so do
/// completions; a lone one is sent at once. At most two statements of each are under way. A statement
/// that fails fails all of its calls, except where a row was locked by another transaction for longer
/// than 100 ms: then each is sent by itself, and the one whose row is locked is answered
/// [`Claim::InFlight`].
///
/// A dead connection is replaced and its statement sent again, so that a restart of the server between
/// two calls is not noticed. While the server is down calls fail within a second or two.
#[derive(Clone)]
pub struct PostgresStore(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) pool: PgPool,
    claims: Queue<ClaimCall>,
    completes: Queue<CompleteCall>,
    owners: Mutex<Owners>,
    /// In milliseconds.
    expire_every: AtomicU64,
    expiry: OnceLock<Background>,
}

impl Inner {
    fn owner(&self) -> Result<Owner, StoreError> {
        let mut owners = self.owners.lock().unwrap_or_else(PoisonError::into_inner);
        owners.draw()
    }

    pub(crate) fn expire_every(&self) -> Duration {
        Duration::from_millis(self.expire_every.load(Relaxed))
    }
}

impl PostgresStore {
    /// Connects to a server with a pool of its own, of eight connections at most.
    ///
    /// # Errors
    /// If the URL is wrong or the server does not answer within five seconds.
    pub async fn connect(url: &str) -> Result<Self, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(OWN_CONNECTIONS)
            .acquire_timeout(CONNECT_TIMEOUT)
            // A round trip for each claim; a dead connection is noticed and replaced anyway.
            .test_before_acquire(false)
            .connect(url)
            .await
            .map_err(store_error)?;
        Ok(Self::new(pool))
    }

    /// Uses the application's pool. It then needs connections for up to four statements of the store
    /// beside those that handlers hold; where handlers may hold them all, [`connect`](Self::connect) a
    /// pool of the store's own.
    ///
    /// With `PgPoolOptions::test_before_acquire(false)` a claim is one round trip, with sqlx's default
    /// two.
    pub fn new(pool: PgPool) -> Self {
        Self(Arc::new(Inner {
            claims: Queue::new(pool.clone()),
            completes: Queue::new(pool.clone()),
            pool,
            owners: Mutex::default(),
            expire_every: AtomicU64::new(millis(expiry::EVERY)),
            expiry: OnceLock::new(),
        }))
    }

    /// Creates the tables `webhook_claims` and `webhook_effects`, or brings them up to date. What ran is
    /// noted in `webhook_migrations`, apart from your own migrations. Many nodes may call it at once, and
    /// each time they start.
    ///
    /// The names are not qualified: the tables are made, and looked for, where the `search_path` of the
    /// pool's connections says. `?options[search_path]=webhooks` in the URL puts them into a schema of
    /// their own, which must exist. Where the service's role may not create tables, run the files in the
    /// crate's folder `migrations` by other means; the role then needs `SELECT`, `INSERT`, `UPDATE` and
    /// `DELETE` on the two tables.
    ///
    /// # Errors
    /// If the role may not create tables, the tables are there already but were made by other means, or
    /// the server does not answer.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrate(&self.0.pool).await.map_err(|error| {
            StoreError::new(
                "the tables were not made: give the role CREATE on the schema, or run the files of \
                 webhook-postgres/migrations by hand",
            )
            .with_source(error)
        })
    }

    /// How often rows whose time is over are deleted in the background: every minute unless set. It
    /// starts with the first claim and ends when the last clone of the store is dropped. Many nodes do no
    /// harm: each skips what another is deleting. `Duration::MAX` is never.
    #[must_use]
    pub fn expire_every(self, time: Duration) -> Self {
        self.0.expire_every.store(millis(time).max(1), Relaxed);
        self
    }

    /// Deletes the rows whose time is over, a thousand at a time, and says how many those were. They
    /// count as absent whether deleted or not.
    ///
    /// # Errors
    /// If a statement fails; what earlier ones deleted stays deleted.
    pub async fn expire(&self) -> Result<u64, StoreError> {
        expiry::expire(&self.0.pool).await.map_err(store_error)
    }

    async fn ask<S: Statement>(&self, statement: &S) -> Result<S::Answer, StoreError> {
        let mut connection = Connection::of(&self.0.pool);
        connection.ask(statement).await.map_err(store_error)
    }
}

impl fmt::Debug for PostgresStore {
    /// Without the pool's options, in which the password is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresStore")
            .field("connections", &self.0.pool.size())
            .field("idle", &self.0.pool.num_idle())
            .field("expire_every", &self.0.expire_every())
            .finish_non_exhaustive()
    }
}

impl DedupeStore for PostgresStore {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        self.0
            .expiry
            .get_or_init(|| Background::start(Arc::downgrade(&self.0)));
        let (answer, answered) = oneshot::channel();
        let call = ClaimCall {
            key: *key,
            owner: self.0.owner()?,
            lease: milliseconds(lease),
            answer,
        };
        let answer = self.0.claims.send(call, answered).await;
        Ok(match answer.map_err(stopped)?? {
            Answer::Fresh(granted) => Claim::Fresh(granted.take()),
            Answer::InFlight(retry_after) => Claim::InFlight { retry_after },
            Answer::Done => Claim::Done,
        })
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        let (key, lease) = (*key, milliseconds(lease));
        self.ask(&Renew { key, owner, lease }).await
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        let (answer, answered) = oneshot::channel();
        let call = CompleteCall {
            key: *key,
            owner,
            keep: milliseconds(keep),
            answer,
        };
        let answer = self.0.completes.send(call, answered).await;
        answer.map_err(stopped)?
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.ask(&Release { key: *key, owner }).await
    }
}

/// The task that would have answered is gone.
fn stopped(error: oneshot::error::RecvError) -> StoreError {
    StoreError::new("the runtime stopped before the answer came: keep it until calls are over")
        .with_source(error)
}

fn millis(time: Duration) -> u64 {
    whole_millis(time)
}
