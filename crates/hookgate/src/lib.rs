//! `hookgate`: see webhooks verified, replayed, tampered with and retried.
//!
//! | command | what it does |
//! |---|---|
//! | `hookgate demo` | starts a real receiver, sends it genuine and hostile deliveries, shows what happened |
//! | `hookgate verify` | checks a file of signature vectors |
//! | `hookgate providers` | lists what is known about each provider |
//!
//! The library exists for the binary and for its tests; see [`demo::run`] for the one piece that is
//! useful elsewhere: it plays six providers against any receiver and reports what differs.
//!
//! Exit codes: 0 as it should be, 1 something differs, 2 wrong usage or no way to do the work.

#![warn(missing_docs)]

mod cli;
pub mod demo;
mod error;
mod paint;
pub mod providers;
pub mod shell;
pub mod verify;
mod words;

use std::{io::Write, process::ExitCode};

pub use cli::{Cli, Command, DemoArgs, ProvidersArgs, VerifyArgs};
pub use error::Error;

/// What a command that did its work found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// Everything is as it should be.
    AsExpected,
    /// Something differs; the output says what.
    Differs,
}

/// Runs a command on the process' own streams.
pub fn run(cli: &Cli) -> ExitCode {
    let mut out = anstream::stdout();
    let outcome = match &cli.command {
        Command::Demo(args) => demo::command(args, &mut out),
        Command::Verify(args) => verify::command(args, &mut out),
        Command::Providers(args) => providers::command(args, &mut out),
    };
    match outcome {
        Ok(Outcome::AsExpected) => ExitCode::SUCCESS,
        Ok(Outcome::Differs) => ExitCode::FAILURE,
        // The reader has seen enough (`hookgate providers | head`), which is no news to anybody.
        Err(error) if error.is_broken_pipe() => ExitCode::FAILURE,
        Err(error) => {
            // There is nobody left to tell if standard error is gone too.
            let _ = writeln!(anstream::stderr(), "{} {error}", paint::bad("error:"));
            ExitCode::from(2)
        }
    }
}
