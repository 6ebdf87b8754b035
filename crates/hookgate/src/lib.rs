//! `hookgate`: see webhooks verified, replayed, tampered with and retried.
//!
//! | command | what it does |
//! |---|---|
//! | `hookgate demo` | starts a real receiver, sends it genuine and hostile deliveries, shows what happened |
//! | `hookgate listen` | receives deliveries, tells what became of each, forwards them |
//! | `hookgate send` | sends signed deliveries, or ones broken on purpose |
//! | `hookgate sign`, `curl` | print the headers, or the command, of a signed delivery |
//! | `hookgate explain` | tells why a captured request does not verify |
//! | `hookgate record`, `replay` | keep deliveries in a file, and send them again |
//! | `hookgate verify` | checks a file of signature vectors |
//! | `hookgate providers` | lists what is known about each provider |
//! | `hookgate completions`, `man` | print a shell's completion script, and the manual page |
//!
//! The library exists for the binary and for its tests; see [`demo::run`] for the one piece that is
//! useful elsewhere: it plays six providers against any receiver and reports what differs.
//!
//! Exit codes: 0 as it should be, 1 something differs, 2 wrong usage or no way to do the work.

#![warn(missing_docs)]

pub mod capture;
mod cli;
mod client;
pub mod demo;
mod error;
mod event;
pub mod explain;
pub mod listen;
pub mod manual;
mod paint;
mod pinned;
mod provider_name;
pub mod providers;
mod random;
pub mod record;
mod runtime;
mod secret;
pub mod send;
pub mod shell;
pub mod sign;
mod signing;
pub mod verify;
mod words;

use std::{io::Write, process::ExitCode};

pub use cli::{Cli, Command, DemoArgs, ProvidersArgs, VerifyArgs};
pub use client::ClientError;
pub use error::Error;
pub use event::{EventArgs, EventError};
pub use pinned::{PinnedError, PinnedKeys};
pub use secret::{SecretArg, SecretError};
pub use signing::SigningError;

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
        Command::Listen(args) => listen::command(args, &mut out),
        Command::Send(args) => send::command(args, &mut out),
        Command::Sign(args) => sign::sign(args, &mut out),
        Command::Curl(args) => sign::curl(args, &mut out),
        Command::Explain(args) => explain::command(args, &mut out),
        Command::Record(args) => record::record(args, &mut out),
        Command::Replay(args) => record::replay(args, &mut out),
        Command::Completions(args) => manual::completions(args, &mut out),
        Command::Man(args) => manual::man(args, &mut out),
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
