//! [`Error`]: why a command could not do its work, in one line that says what to do next.

use std::{io, path::PathBuf};

/// Why a command could not do its work. Differences that it found are no errors.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be opened or read.
    #[error("cannot read {}: {source}; give the path of a JSON-lines file, or - for standard input", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The port could not be had.
    #[error(
        "cannot listen on 127.0.0.1:{port}: {source}; choose another with --port, or leave it out for a free one"
    )]
    Listen {
        /// The port asked for; 0 for any.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// The operating system gives no random bytes, and secrets are made of nothing else.
    #[error(
        "the operating system gives no random bytes ({0}), so no secrets can be made; try again"
    )]
    Random(#[from] getrandom::Error),
    /// A secret made for the demo does not suit its provider.
    #[error("the demo made an unusable secret ({0}); this is a bug of hookgate, please report it")]
    Config(#[from] axum_webhook::ConfigError),
    /// A command's own reason.
    #[error(transparent)]
    Receiver(#[from] crate::listen::ListenError),
    /// A command's own reason.
    #[error(transparent)]
    Send(#[from] crate::send::SendError),
    /// A command's own reason.
    #[error(transparent)]
    Sign(#[from] crate::sign::SignError),
    /// Nobody can sign.
    #[error(transparent)]
    Signing(#[from] crate::SigningError),
    /// There is no such event to send.
    #[error(transparent)]
    Event(#[from] crate::EventError),
    /// A capture could not be read.
    #[error(transparent)]
    Capture(#[from] crate::capture::CaptureError),
    /// A command's own reason.
    #[error(transparent)]
    Explain(#[from] crate::explain::ExplainError),
    /// A command's own reason.
    #[error(transparent)]
    Record(#[from] crate::record::RecordError),
    /// There is no page of this name.
    #[error("there is no command {name:?}{guess}; see them all with: hookgate --help")]
    NoCommand {
        /// What was asked for.
        name: String,
        /// The nearest name.
        guess: String,
    },
    /// An address that nothing can be sent to, or a client that did not start.
    #[error(transparent)]
    Client(#[from] crate::ClientError),
    /// The runtime did not start, or standard output failed.
    #[error("{0}; is standard output closed, or the system out of resources?")]
    Io(#[from] io::Error),
    /// The listing could not be written as JSON.
    #[error("cannot write JSON: {0}; is standard output closed?")]
    Json(#[from] serde_json::Error),
}

impl Error {
    /// Whether the reader of our output is gone, as `head` is once it has its lines.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        let kind = match self {
            Self::Io(error) => Some(error.kind()),
            Self::Json(error) => error.io_error_kind(),
            _ => None,
        };
        kind == Some(io::ErrorKind::BrokenPipe)
    }
}
