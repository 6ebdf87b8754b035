//! The four operations on a record, each on a connection that holds the write lock.
//!
//! A row whose `until` is not in the future is absent, whether the sweep has been by or not.

use rusqlite::{Connection, OptionalExtension as _, params};
use webhook_core::store::{Claim, DedupeKey, Lease, Owner, Settled};

/// The time by SQLite's clock, in milliseconds since 1970.
pub(crate) fn now(connection: &Connection) -> rusqlite::Result<i64> {
    // Rounded: the product of a fraction may lie just below the millisecond it stands for.
    connection
        .prepare_cached("SELECT CAST(round(unixepoch('subsec') * 1000) AS INTEGER)")?
        .query_row([], |row| row.get(0))
}

/// The records as they are at one moment.
pub(crate) struct Claims<'c> {
    connection: &'c Connection,
    now: i64,
}

impl<'c> Claims<'c> {
    /// In the transaction that is open on `connection`.
    pub(crate) fn now(connection: &'c Connection) -> rusqlite::Result<Self> {
        let now = now(connection)?;
        Ok(Self { connection, now })
    }

    /// Claims `key` for `owner`, who must be new.
    pub(crate) fn claim(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: i64,
    ) -> rusqlite::Result<Claim> {
        let claimed = self
            .connection
            .prepare_cached(
                "INSERT INTO webhook_claims (key, owner, done, until) VALUES (?1, ?2, 0, ?3)
                 ON CONFLICT (key) DO UPDATE
                 SET owner = excluded.owner, done = 0, until = excluded.until
                 WHERE until <= ?4",
            )?
            .execute(params![
                key.as_bytes(),
                owner.as_bytes(),
                self.after(lease),
                self.now
            ])?;
        if claimed > 0 {
            return Ok(Claim::Fresh(Lease::new(owner)));
        }
        let (done, until) = self
            .connection
            .prepare_cached("SELECT done, until FROM webhook_claims WHERE key = ?1")?
            .query_row([key.as_bytes()], |row| {
                Ok((row.get::<_, bool>(0)?, row.get::<_, i64>(1)?))
            })?;
        if done {
            return Ok(Claim::Done);
        }
        let left = u64::try_from(until.saturating_sub(self.now)).unwrap_or(0);
        let retry_after = std::time::Duration::from_millis(left.max(1));
        Ok(Claim::InFlight { retry_after })
    }

    /// Extends the claim of `owner` to `lease` from now.
    pub(crate) fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: i64,
    ) -> rusqlite::Result<Settled> {
        let renewed = self
            .connection
            .prepare_cached(
                "UPDATE webhook_claims SET until = ?3
                 WHERE key = ?1 AND owner = ?2 AND done = 0 AND until > ?4",
            )?
            .execute(params![
                key.as_bytes(),
                owner.as_bytes(),
                self.after(lease),
                self.now
            ])?;
        self.settled(renewed, key)
    }

    /// Writes `key` as done for `keep`, unless another holds it or it is done.
    pub(crate) fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: i64,
    ) -> rusqlite::Result<Settled> {
        let completed = self
            .connection
            .prepare_cached(
                "INSERT INTO webhook_claims (key, owner, done, until) VALUES (?1, ?2, 1, ?3)
                 ON CONFLICT (key) DO UPDATE
                 SET owner = excluded.owner, done = 1, until = excluded.until
                 WHERE until <= ?4 OR (done = 0 AND owner = excluded.owner)",
            )?
            .execute(params![
                key.as_bytes(),
                owner.as_bytes(),
                self.after(keep),
                self.now
            ])?;
        self.settled(completed, key)
    }

    /// Frees `key`, if `owner` holds it.
    pub(crate) fn release(&self, key: &DedupeKey, owner: Owner) -> rusqlite::Result<Settled> {
        let released = self
            .connection
            .prepare_cached(
                "DELETE FROM webhook_claims
                 WHERE key = ?1 AND owner = ?2 AND done = 0 AND until > ?3",
            )?
            .execute(params![key.as_bytes(), owner.as_bytes(), self.now])?;
        self.settled(released, key)
    }

    /// Yes if a row was changed; else why not.
    fn settled(&self, changed: usize, key: &DedupeKey) -> rusqlite::Result<Settled> {
        if changed > 0 {
            return Ok(Settled::Yes);
        }
        let done = self
            .connection
            .prepare_cached("SELECT done FROM webhook_claims WHERE key = ?1 AND until > ?2")?
            .query_row(params![key.as_bytes(), self.now], |row| row.get(0))
            .optional()?;
        Ok(match done {
            Some(true) => Settled::Done,
            Some(false) | None => Settled::Lost,
        })
    }

    fn after(&self, millis: i64) -> i64 {
        self.now.saturating_add(millis)
    }
}
