//! Chaos, as a command: signed deliveries from a sender that retries as a provider does, to a receiver
//! that is killed with `kill -9` again and again, over a store that is restarted meanwhile. In the end
//! a checker compares what the sender was told with what was really done.
//!
//! ```text
//! scripts/chaos --mode redis --deliveries 100000 --seed 7
//! ```
//!
//! `supervisor` starts the store's server and the `receiver`, a child process of this same binary,
//! kills both on a schedule, and runs the `sender` beside them. `plan` draws everything that chance
//! decides from the seed. `checker` reads the evidence: every attempt, every effect, every claim, every
//! kill. `report` prints the verdict; the exit code is 1 if a rule was broken.

mod args;
mod checker;
mod client;
mod clock;
mod effects;
mod events;
mod journal;
mod plan;
mod receiver;
mod report;
mod sender;
mod supervisor;
mod witness;

use std::process::ExitCode;

use clap::Parser as _;

/// What ends a run without a verdict.
type Error = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let ended = match args::Cli::parse().command {
        args::Command::Run(run) => supervisor::run(&run),
        args::Command::Receive(receive) => receiver::run(&receive).map(|()| true),
    };
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("chaos: {error}");
            ExitCode::from(2)
        }
    }
}
