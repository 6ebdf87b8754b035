//! `hookgate listen`: a standalone receiver that verifies, deduplicates, tells and forwards.

mod args;
mod config;
mod endpoint;
mod entry;
mod forward;
mod keys;
mod line;
mod serve;

use std::{
    io::Write,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use axum_webhook::{MemoryStore, providers};

pub use args::ListenArgs;

use crate::{Error, Outcome, SecretArg, runtime};
use endpoint::{Endpoint, Settings};

/// Where it listens unless told otherwise.
const DEFAULT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 4400);

/// Why the receiver did not start. Never holds a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListenError {
    /// The file could not be read.
    #[error("cannot read {}: {source}; give the path of a TOML file", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file holds a mistake.
    #[error("{}:{line}: {problem}", path.display())]
    Config {
        /// The file.
        path: PathBuf,
        /// The line, counting from 1.
        line: usize,
        /// What is wrong and what to write instead.
        problem: String,
    },
    /// A setting of the command line is wrong.
    #[error("{0}")]
    Setting(String),
    /// The address could not be had.
    #[error("cannot listen on {address}: {source}; choose another with --listen")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
}

/// The command.
///
/// # Errors
/// [`Error`] if it could not start, or its output is gone.
pub fn command(args: &ListenArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let (address, endpoints) = match &args.config {
        Some(path) => {
            let config = config::read(path)?;
            (config.listen, config.endpoints)
        }
        None => (None, vec![single(args)?]),
    };
    let address = args.listen.or(address).unwrap_or(DEFAULT);
    runtime::start()?.block_on(serve::serve(address, &endpoints, args.json, out))?;
    Ok(Outcome::AsExpected)
}

/// The one endpoint of the command line.
fn single(args: &ListenArgs) -> Result<Endpoint, ListenError> {
    // The parser asks for one of the known names.
    let name = args.provider.as_deref().unwrap_or_default();
    let scheme = providers::by_name(name)
        .ok_or_else(|| ListenError::Setting(format!("there is no provider {name:?}")))?;
    let settings = Settings {
        path: args.path.clone(),
        scheme,
        secrets: args.secret.iter().map(SecretArg::secret).collect(),
        keys: args.keys.clone(),
        public_url: args.public_url.clone(),
        tolerance: args.tolerance,
        body_limit: args.body_limit,
        dedupe: !args.no_dedupe,
        forward: args.forward.clone(),
    };
    settings
        .build(&MemoryStore::new())
        .map_err(|wrong| ListenError::Setting(format!("{}: {}", wrong.setting, wrong.problem)))
}
