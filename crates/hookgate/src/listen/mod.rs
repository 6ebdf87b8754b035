//! `hookgate listen`: a standalone receiver.

mod args;

use std::io::Write;

pub use args::ListenArgs;

use crate::{Error, Outcome};

/// Why the receiver did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListenError {}

/// The command.
///
/// # Errors
/// [`Error`] if it could not start.
pub fn command(_args: &ListenArgs, _out: &mut impl Write) -> Result<Outcome, Error> {
    Ok(Outcome::AsExpected)
}
