//! `hookgate explain`: why a captured request does not verify.

mod args;

use std::io::Write;

pub use args::ExplainArgs;

use crate::{Error, Outcome};

/// Why nothing can be explained.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {}

/// The command.
///
/// # Errors
/// [`Error`] if there is nothing to explain.
pub fn command(_args: &ExplainArgs, _out: &mut impl Write) -> Result<Outcome, Error> {
    Ok(Outcome::AsExpected)
}
