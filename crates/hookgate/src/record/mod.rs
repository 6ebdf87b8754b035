//! `hookgate record` and `hookgate replay`: deliveries to a file, and from it.

mod again;
mod args;
mod keep;

use std::{io::Write, net::SocketAddr, path::PathBuf};

pub use args::{RecordArgs, ReplayArgs};

use crate::{Error, Outcome, runtime};

/// Why nothing could be recorded or replayed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The file could not be opened, read or written.
    #[error("cannot use {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The address could not be had.
    #[error("cannot listen on {address}: {source}; choose another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The status is none of HTTP.
    #[error("{status} is no status of HTTP; give 100 to 999")]
    Status {
        /// What was given.
        status: u16,
    },
    /// There is no such provider.
    #[error("there is no provider {0:?}; see them all with: hookgate providers")]
    NoProvider(String),
}

/// The command `record`.
///
/// # Errors
/// [`Error`] if it could not start.
pub fn record(args: &RecordArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    runtime::start()?.block_on(keep::keep(args, out))?;
    Ok(Outcome::AsExpected)
}

/// The command `replay`.
///
/// # Errors
/// [`Error`] if nothing could be sent. Answers other than 2xx are the outcome.
pub fn replay(args: &ReplayArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    runtime::start()?.block_on(again::again(args, out))
}
