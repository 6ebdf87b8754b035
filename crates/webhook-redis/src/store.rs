//! [`RedisStore`]: claims kept in Redis.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use redis::{ErrorKind, RedisResult, ServerErrorKind, aio::ConnectionLike};
use webhook_core::store::{
    Claim, DedupeKey, DedupeStore, Lease, Owner, Owners, Settled, StoreError, whole_millis,
};

use crate::{
    abandoned::Unanswered,
    error::failed,
    link::Link,
    record,
    script::{COMPLETE, RELEASE, RENEW, Sent},
};

/// What stands before the digest in the name of a key.
const DEFAULT_PREFIX: &str = "webhook";

/// The least that can be said of the rest of a lease.
const SOON: Duration = Duration::from_millis(1);

/// A [`DedupeStore`] in Redis 7.0 or later, or Valkey, which many nodes share.
///
/// Clones share the connection. The [crate documentation](crate) says what a crash of the server may
/// forget.
///
/// ```no_run
/// use std::time::Duration;
/// use webhook_core::store::{Claim, DedupeKey, DedupeStore, Settled};
/// use webhook_redis::RedisStore;
///
/// # async fn example() -> Result<(), webhook_core::store::StoreError> {
/// let store = RedisStore::connect("redis://127.0.0.1").await?;
/// let key = DedupeKey::new("billing", None, "stripe", b"evt_1");
/// let (lease, keep) = (Duration::from_secs(60), Duration::from_secs(5 * 24 * 3600));
///
/// if let Claim::Fresh(held) = store.claim(&key, lease).await? {
///     // Do the work; then:
///     assert_eq!(store.complete(&key, held.owner(), keep).await?, Settled::Yes);
/// }
/// assert!(matches!(store.claim(&key, lease).await?, Claim::Done));
/// # Ok(())
/// # }
/// ```
///
/// # Consistency
///
/// Every operation is one atomic step on the server. A command whose connection breaks is sent once
/// more: a claim recognises its own owner and stays [`Claim::Fresh`]; a complete that had come
/// through the first time answers [`Settled::Done`], a release [`Settled::Lost`].
///
/// A claim whose caller goes away before the answer is released in the background. Where that fails
/// too, it ends with its lease.
///
/// Times are whole milliseconds, rounded up, and at most a hundred years.
#[derive(Clone)]
pub struct RedisStore {
    link: Link,
    prefix: Arc<str>,
    owners: Arc<Mutex<Owners>>,
}

impl RedisStore {
    /// Uses a connection of your own: a `ConnectionManager`, a cluster's connection, or one with
    /// settings that [`connect`](Self::connect) does not offer. Nothing is sent yet; call
    /// [`check`](Self::check) to find out at start-up whether the server will do.
    ///
    /// The connection should multiplex, reconnect and answer within a second or fail.
    ///
    /// ```no_run
    /// use redis::aio::{ConnectionManager, ConnectionManagerConfig};
    /// use webhook_redis::{RedisStore, redis};
    ///
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = redis::Client::open("redis://127.0.0.1/3")?;
    /// let settings = ConnectionManagerConfig::new().set_number_of_retries(0);
    /// let store = RedisStore::new(ConnectionManager::new_with_config(client, settings).await?);
    /// store.check().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn new(connection: impl ConnectionLike + Clone + Send + Sync + 'static) -> Self {
        Self::on(Link::other(connection))
    }

    pub(crate) fn on(link: Link) -> Self {
        Self {
            link,
            prefix: DEFAULT_PREFIX.into(),
            owners: Arc::default(),
        }
    }

    /// What stands before the digest in the name of a key, by default `webhook`. Services that share
    /// a server and must not share deliveries need different ones.
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// Claims a key of its own and releases it, which needs all that a delivery will need: a server
    /// that is new enough, is the primary, has memory, and lets this user do it.
    /// [`connect`](Self::connect) does this for you.
    ///
    /// # Errors
    /// If it does not work, with what to do about it.
    pub async fn check(&self) -> Result<(), StoreError> {
        let owner = self.owner()?;
        let key = DedupeKey::new("check", None, "webhook-redis", owner.as_bytes());
        if let Claim::Fresh(held) = self.claim(&key, Duration::from_secs(1)).await? {
            self.release(&key, held.owner()).await?;
        }
        Ok(())
    }

    fn owner(&self) -> Result<Owner, StoreError> {
        let mut owners = self.owners.lock().unwrap_or_else(PoisonError::into_inner);
        owners.draw()
    }

    pub(crate) fn link(&self) -> &Link {
        &self.link
    }

    /// Runs a script for an owner.
    async fn settle(
        &self,
        operation: &str,
        script: &Sent,
        key: &DedupeKey,
        owner: Owner,
        time: Option<Duration>,
    ) -> Result<Settled, StoreError> {
        let (name, owner) = (record::name(&self.prefix, key), record::held_by(owner));
        let time = time.map(whole_millis);
        let mut answer: RedisResult<u8> =
            self.link.ask(&script.by_digest(&name, &owner, time)).await;
        if answer.as_ref().is_err_and(is_unknown_script) {
            answer = self.link.ask(&script.whole(&name, &owner, time)).await;
        }
        Ok(match answer.map_err(|error| failed(operation, error))? {
            1 => Settled::Yes,
            2 => Settled::Done,
            _ => Settled::Lost,
        })
    }

    /// What is left of a lease, as far as the server can say: it may be over by now.
    async fn rest_of_lease(&self, name: &[u8]) -> Duration {
        let rest: RedisResult<i64> = self.link.ask(redis::cmd("PTTL").arg(name)).await;
        let millis = rest.ok().and_then(|millis| u64::try_from(millis).ok());
        // Somebody holds the claim, whether or not this is known.
        millis.map_or(SOON, Duration::from_millis).max(SOON)
    }
}

impl DedupeStore for RedisStore {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        let owner = self.owner()?;
        let (name, value) = (record::name(&self.prefix, key), record::held_by(owner));
        let mut command = redis::Cmd::with_capacity(7, name.len().saturating_add(64));
        command.arg("SET").arg(&name).arg(&value).arg("NX");
        command.arg("PX").arg(whole_millis(lease)).arg("GET");

        let unanswered = Unanswered::new(self, key, owner);
        let before: RedisResult<Option<Vec<u8>>> = self.link.ask(&command).await;
        let before = match before {
            Ok(before) => before,
            Err(error) => {
                // Only where the server may have heard of it is there something to release.
                if !error.is_io_error() || error.is_connection_refusal() {
                    unanswered.answered();
                }
                return Err(failed("claim", error));
            }
        };
        unanswered.answered();

        match before {
            None => Ok(Claim::Fresh(Lease::new(owner))),
            // The client sent the command twice.
            Some(before) if before == value => Ok(Claim::Fresh(Lease::new(owner))),
            Some(before) if before == record::DONE => Ok(Claim::Done),
            Some(before) if record::is_claim(&before) => Ok(Claim::InFlight {
                retry_after: self.rest_of_lease(&name).await,
            }),
            Some(_) => Err(StoreError::new(format!(
                "a key under the prefix {:?} holds something else; use a prefix of your own",
                self.prefix
            ))),
        }
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        self.settle("renew", &RENEW, key, owner, Some(lease)).await
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        self.settle("complete", &COMPLETE, key, owner, Some(keep))
            .await
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        self.settle("release", &RELEASE, key, owner, None).await
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the connection: it knows a password.
        f.debug_struct("RedisStore")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

fn is_unknown_script(error: &redis::RedisError) -> bool {
    error.kind() == ErrorKind::Server(ServerErrorKind::NoScript)
}
