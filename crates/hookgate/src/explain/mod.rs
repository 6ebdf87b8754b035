//! `hookgate explain`: why a captured request does not verify, and how to mend it.
//!
//! It undoes what usually happens to webhooks on their way, one thing after another and two at a
//! time, until this build's own verifier accepts the request. What had to be undone is the cause.

mod args;
mod case;
mod clock;
mod diagnosis;
mod foreign;
mod investigate;
mod keys;
mod print;
mod suspects;
mod symptoms;

use std::{
    fs,
    io::{self, Read as _, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use axum_webhook::{core::UnixTime, providers};

pub use args::ExplainArgs;
pub use diagnosis::{Certainty, Diagnosis};

use crate::{Error, Outcome, capture::Capture, event, pinned, words};
use case::Case;

/// Why there is nothing to explain.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// The file could not be read.
    #[error("cannot read the request from {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no such provider.
    #[error("there is no provider {0:?}; see them all with: hookgate providers")]
    NoProvider(String),
    /// No secret was given, and one is needed.
    #[error("{0}")]
    NoSecret(String),
    /// Key documents were given, and none is of use.
    #[error("{0}")]
    NoKeys(String),
}

/// The command.
///
/// # Errors
/// [`Error`] if there is nothing to explain.
pub fn command(args: &ExplainArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let scheme = providers::by_name(&args.provider)
        .ok_or_else(|| ExplainError::NoProvider(args.provider.clone()))?;
    if args.secret.is_empty()
        && let Some(problem) = words::no_secret(&scheme)
    {
        return Err(ExplainError::NoSecret(problem).into());
    }
    if scheme.fetched_keys().is_none() && !args.keys.is_empty() {
        return Err(ExplainError::NoKeys(words::no_keys(&scheme)).into());
    }
    let capture = Capture::parse(&read(&args.file)?)?;
    let at = args.at.map(UnixTime::from_secs).or(capture.received_at);
    let case = Case {
        scheme,
        secret: None,
        keys: Arc::new(pinned::source(&args.keys)),
        now: at.unwrap_or_else(event::now),
        capture,
        url: args.url.clone(),
    };
    let finding = investigate::investigate(case, &args.secret);
    if args.json {
        print::json(scheme.name(), &finding, out)?;
    } else {
        print::text(&finding, args.secret.len(), out)?;
    }
    Ok(if finding.verifies {
        Outcome::AsExpected
    } else {
        Outcome::Differs
    })
}

fn read(path: &Path) -> Result<Vec<u8>, ExplainError> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|source| ExplainError::Read {
        path: path.to_owned(),
        source,
    })
}
