//! What the server's errors mean to a store, and what to do about them.

use std::sync::Arc;

use sqlx::Error;
use webhook_core::store::StoreError;

/// Whether a transaction of somebody else holds a row that the statement needs.
pub(crate) fn is_lock_timeout(error: &Error) -> bool {
    code(error).as_deref() == Some("55P03")
}

/// Whether the same statement may succeed if it is repeated: a lock timeout, a deadlock or, where the
/// database's default isolation is stricter than `READ COMMITTED`, a serialization failure.
pub(crate) fn is_conflict(error: &Error) -> bool {
    matches!(code(error).as_deref(), Some("55P03" | "40P01" | "40001"))
}

/// Whether the connection is of no use any more.
pub(crate) fn is_broken(error: &Error) -> bool {
    match error {
        Error::Io(_) | Error::Protocol(_) | Error::Tls(_) => true,
        _ => code(error).is_some_and(|code| {
            matches!(&*code, "57P01" | "57P02" | "57P03" | "57P05") || code.starts_with("08")
        }),
    }
}

/// The same for one caller of many.
pub(crate) fn shared(error: &Arc<Error>) -> StoreError {
    StoreError::new(advice(error)).with_source(error.clone())
}

/// With a word for the operator.
pub(crate) fn store_error(error: Error) -> StoreError {
    StoreError::new(advice(&error)).with_source(error)
}

fn advice(error: &Error) -> &'static str {
    match code(error).as_deref() {
        Some("42P01" | "3F000") => {
            return "its tables are missing from the search_path: run PostgresStore::migrate()";
        }
        Some("42703" | "42804") => {
            return "its tables are those of another version: run PostgresStore::migrate()";
        }
        Some("42501") => {
            return "the role may not use its tables: grant SELECT, INSERT, UPDATE and DELETE on them";
        }
        Some("25006") => {
            return "the server is read-only, perhaps a standby: connect to the primary";
        }
        Some("55P03") => {
            return "another transaction holds the record: look for one that stays open";
        }
        Some("40001" | "40P01") => {
            return "it collided with another transaction: roll back and let the sender retry";
        }
        Some("53300") => {
            return "the server has no connection left: raise its max_connections or use smaller pools";
        }
        Some("28000" | "28P01") => {
            return "the server refuses the role or its password: check the URL";
        }
        _ => {}
    }
    match error {
        Error::PoolTimedOut => {
            "no connection in time: is the server up, and the pool larger than the handlers that hold \
             its connections?"
        }
        Error::PoolClosed => "the pool is closed: keep it open for as long as the store is used",
        Error::Io(_) => "the server does not answer: is it up?",
        Error::Configuration(_) => {
            "the URL is none of Postgres: it reads postgres://user:password@host/database"
        }
        Error::Tls(_) => {
            "no TLS connection to the server: check its certificate, and enable the feature tls"
        }
        _ => "the statement failed: see the source",
    }
}

/// The SQLSTATE.
fn code(error: &Error) -> Option<std::borrow::Cow<'_, str>> {
    error.as_database_error()?.code()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_driver_say_what_to_do() {
        for (error, word) in [
            (Error::PoolTimedOut, "is the server up"),
            (Error::PoolClosed, "keep it open"),
            (Error::Io(std::io::Error::other("reset")), "is it up"),
        ] {
            let said = store_error(error).to_string();
            assert!(said.contains(word), "{said}");
        }
    }
}
