//! `hookgate send`: signed deliveries, or ones broken on purpose, to any receiver.

mod args;
mod deliver;
mod mode;
mod run;
mod summary;

use std::{io::Write, time::Duration};

use axum_webhook::{providers, testing};

pub use args::SendArgs;
pub use mode::Mode;

use crate::{Error, Outcome, client, event::Source, runtime};
use deliver::Sender;

/// Why nothing could be sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// The provider signs no timestamp that is held against the clock.
    #[error(
        "{provider} signs no timestamp that is held against the clock, so nothing is stale or from the future; what stops a replay there is --mode duplicate"
    )]
    NoTimestamp {
        /// The provider.
        provider: &'static str,
    },
    /// No address was given.
    #[error("say where to send it with --to http://127.0.0.1:3000/…")]
    NoAddress,
    /// There is no such provider.
    #[error("there is no provider {0:?}; see them all with: hookgate providers")]
    NoProvider(String),
}

/// The command.
///
/// # Errors
/// [`Error`] if nothing could be sent. Answers that a careful receiver would not give are no
/// errors but the outcome.
pub fn command(args: &SendArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let scheme = providers::by_name(&args.provider)
        .ok_or_else(|| SendError::NoProvider(args.provider.clone()))?;
    if args.list {
        for sample in testing::samples(scheme.name()) {
            writeln!(out, "{}", sample.name)?;
        }
        return Ok(Outcome::AsExpected);
    }
    let to = client::target(args.to.as_deref().ok_or(SendError::NoAddress)?)?;
    let source = Source::new(scheme, &args.event)?;
    let sender = Sender::new(
        source,
        to,
        args.event.public_url.as_deref(),
        args.mode,
        Duration::from_secs(args.slow_for),
    )?;
    let summary = runtime::start()?.block_on(run::run(&sender, args))?;
    if args.json {
        summary.write_json(out)?;
    } else {
        summary.write(out)?;
    }
    Ok(summary.outcome())
}
