//! The four operations on a record, each on a connection that holds the write lock.
//!
//! A row whose `until` is not in the future is absent, whether the sweep has been by or not. A key has
//! a row that is not over in one table at most: a claim is made only where the key is not done, and
//! taken away when it is.

use std::time::Duration;

use rusqlite::{Connection, params};
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
        lease: u64,
    ) -> rusqlite::Result<Claim> {
        if self.is_done(key)? {
            return Ok(Claim::Done);
        }
        let claimed = self
            .connection
            .prepare_cached(
                "INSERT INTO webhook_claims (key, owner, until) VALUES (?1, ?2, ?3)
                 ON CONFLICT (key) DO UPDATE
                 SET owner = excluded.owner, until = excluded.until WHERE until <= ?4",
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
        let until: i64 = self
            .connection
            .prepare_cached("SELECT until FROM webhook_claims WHERE key = ?1")?
            .query_row([key.as_bytes()], |row| row.get(0))?;
        let left = u64::try_from(until.saturating_sub(self.now)).unwrap_or(0);
        let retry_after = Duration::from_millis(left.max(1));
        Ok(Claim::InFlight { retry_after })
    }

    /// Extends the claim of `owner` to `lease` from now.
    pub(crate) fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: u64,
    ) -> rusqlite::Result<Settled> {
        let renewed = self
            .connection
            .prepare_cached(
                "UPDATE webhook_claims SET until = ?3
                 WHERE key = ?1 AND owner = ?2 AND until > ?4",
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
        keep: u64,
    ) -> rusqlite::Result<Settled> {
        let ended = self
            .connection
            .prepare_cached(
                "DELETE FROM webhook_claims WHERE key = ?1 AND (owner = ?2 OR until <= ?3)",
            )?
            .execute(params![key.as_bytes(), owner.as_bytes(), self.now])?;
        if ended == 0 && self.is_held(key)? {
            return Ok(Settled::Lost);
        }
        let completed = self
            .connection
            .prepare_cached(
                "INSERT INTO webhook_done (key, until) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET until = excluded.until WHERE until <= ?3",
            )?
            .execute(params![key.as_bytes(), self.after(keep), self.now])?;
        Ok(if completed > 0 {
            Settled::Yes
        } else {
            Settled::Done
        })
    }

    /// Frees `key`, if `owner` holds it.
    pub(crate) fn release(&self, key: &DedupeKey, owner: Owner) -> rusqlite::Result<Settled> {
        let released = self
            .connection
            .prepare_cached(
                "DELETE FROM webhook_claims WHERE key = ?1 AND owner = ?2 AND until > ?3",
            )?
            .execute(params![key.as_bytes(), owner.as_bytes(), self.now])?;
        self.settled(released, key)
    }

    /// Yes if a row was changed; else why not.
    fn settled(&self, changed: usize, key: &DedupeKey) -> rusqlite::Result<Settled> {
        Ok(if changed > 0 {
            Settled::Yes
        } else if self.is_done(key)? {
            Settled::Done
        } else {
            Settled::Lost
        })
    }

    fn is_done(&self, key: &DedupeKey) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached("SELECT 1 FROM webhook_done WHERE key = ?1 AND until > ?2")?
            .exists(params![key.as_bytes(), self.now])
    }

    fn is_held(&self, key: &DedupeKey) -> rusqlite::Result<bool> {
        self.connection
            .prepare_cached("SELECT 1 FROM webhook_claims WHERE key = ?1 AND until > ?2")?
            .exists(params![key.as_bytes(), self.now])
    }

    fn after(&self, millis: u64) -> i64 {
        self.now.saturating_add_unsigned(millis)
    }
}
