//! `hookgate sign` and `hookgate curl`: what a provider would send, to be used elsewhere.

mod args;

use std::io::Write;

pub use args::{CurlArgs, SignArgs};

use crate::{Error, Outcome};

/// Why nothing could be signed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SignError {}

/// The command `sign`.
///
/// # Errors
/// [`Error`] if nothing could be signed.
pub fn sign(_args: &SignArgs, _out: &mut impl Write) -> Result<Outcome, Error> {
    Ok(Outcome::AsExpected)
}

/// The command `curl`.
///
/// # Errors
/// As [`sign`].
pub fn curl(_args: &CurlArgs, _out: &mut impl Write) -> Result<Outcome, Error> {
    Ok(Outcome::AsExpected)
}
