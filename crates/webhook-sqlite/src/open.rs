//! Opening the file so that what is committed survives.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use webhook_core::store::StoreError;

use crate::{
    busy,
    error::failed,
    schema::{self, Strange},
};

/// The first SQLite that knows `unixepoch('subsec')`.
const OLDEST: i32 = 3_042_000;

/// A connection for the writer thread: a write-ahead log, synced at each commit.
pub(crate) fn open(path: &Path) -> Result<Connection, StoreError> {
    if rusqlite::version_number() < OLDEST {
        return Err(StoreError::new(format!(
            "SQLite {} is too old; link 3.42 or newer, or enable the feature `bundled`",
            rusqlite::version()
        )));
    }
    let unopened = |error| failed(&format!("cannot open {}", path.display()), error);
    // No URI: a path is a path, whatever it looks like. No mutex: one thread uses the connection.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(unopened)?;
    busy::wait(&connection).map_err(unopened)?;

    // Before the journal is switched: the file of another application is left as it is.
    schema::migrate(&connection, Strange::Refuse)?;

    let journal = busy::until_free(|| {
        connection
            .pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))
    });
    let journal = journal.map_err(unopened)?;
    if journal != "wal" {
        return Err(StoreError::new(format!(
            "{} cannot have a write-ahead log (its journal is `{journal}`); use a file on a local \
             disk",
            path.display()
        )));
    }
    connection
        .execute_batch(
            "PRAGMA synchronous = FULL;
             -- macOS alone: there a plain sync leaves the data in the disk's cache.
             PRAGMA fullfsync = ON;",
        )
        .map_err(unopened)?;
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commit_is_synced() {
        let folder = tempfile::tempdir().unwrap();
        let connection = open(&folder.path().join("a.sqlite")).unwrap();
        for (setting, value) in [
            ("synchronous", "2"),
            ("fullfsync", "1"),
            ("journal_mode", "wal"),
        ] {
            let row = format!("SELECT CAST({setting} AS TEXT) FROM pragma_{setting}");
            let found: String = connection.query_row(&row, [], |row| row.get(0)).unwrap();
            assert_eq!(found, value, "{setting}");
        }
    }
}
