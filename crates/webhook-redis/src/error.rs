//! From what the client says to a [`StoreError`] that tells the operator what to do.

use redis::{ErrorKind, RedisError, ServerErrorKind};
use webhook_core::store::StoreError;

/// An error of an operation (`"claim"`). The client's own error is kept as the source; it names
/// neither passwords nor URLs.
pub(crate) fn failed(operation: &str, error: RedisError) -> StoreError {
    let advice = advice(&error);
    StoreError::new(format!("Redis failed to {operation}: {advice}")).with_source(error)
}

/// What to do about it.
fn advice(error: &RedisError) -> &'static str {
    match error.kind() {
        ErrorKind::Io if error.is_timeout() => {
            "it did not answer in time; check its load, its disk and the network to it"
        }
        ErrorKind::Io => "it cannot be reached; check that it runs, and the URL",
        ErrorKind::AuthenticationFailed => "it refused the user or the password; check them",
        ErrorKind::InvalidClientConfig => "the URL or its parameters are wrong",
        ErrorKind::Server(ServerErrorKind::NoPerm) => {
            "the user may not do that; allow SET, PTTL, EVAL and EVALSHA on the keys of the prefix"
        }
        ErrorKind::Server(ServerErrorKind::ReadOnly) => {
            "it is a replica; use the address of the primary"
        }
        ErrorKind::Server(ServerErrorKind::BusyLoading) => {
            "it still loads its data; it will answer soon"
        }
        ErrorKind::Server(ServerErrorKind::ResponseError) if is_syntax_error(error) => {
            "it does not know SET with NX and GET; use Redis 7.0 or later, or Valkey"
        }
        _ => match error.code() {
            Some("OOM") => "its memory is full; raise maxmemory or shorten the window",
            Some("MISCONF") => "it cannot save to its disk; see its log",
            Some("NOAUTH" | "WRONGPASS") => "it refused the user or the password; check them",
            Some("WRONGTYPE") => "the key holds something else; use a prefix of your own",
            _ => "see the source of this error",
        },
    }
}

/// What servers before 7.0 answer to a claim.
fn is_syntax_error(error: &RedisError) -> bool {
    error.detail().is_some_and(|said| said.contains("syntax"))
}

#[cfg(test)]
mod tests {
    use std::{error::Error as _, io};

    use super::*;

    #[test]
    fn each_error_says_what_to_do_next() {
        let said = |code: &str, detail: &str| {
            redis::make_extension_error(code.to_owned(), Some(detail.to_owned()))
        };
        for (error, expected) in [
            (
                io::Error::from(io::ErrorKind::ConnectionRefused).into(),
                "cannot be reached",
            ),
            (io::Error::from(io::ErrorKind::TimedOut).into(), "in time"),
            (said("OOM", "command not allowed"), "maxmemory"),
            (said("MISCONF", "unable to persist"), "its log"),
            (said("NOAUTH", "Authentication required."), "password"),
            (said("WRONGTYPE", "not a string"), "prefix"),
        ] {
            let error = failed("claim", error);
            assert!(error.to_string().contains(expected), "{error}");
            assert!(error.source().is_some());
        }
    }
}
