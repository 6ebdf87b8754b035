//! The command line.

use std::{num::NonZeroUsize, path::PathBuf, time::Duration};

use clap::{Args, Parser, Subcommand, ValueEnum};
use serde::Serialize;

/// Kills receivers and stores in mid-delivery, and checks that nothing is lost.
#[derive(Debug, Parser)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Send, kill, restart, check, report.
    Run(RunArgs),
    /// The receiver that `run` starts and kills.
    #[command(hide = true)]
    Receive(ReceiveArgs),
}

/// Where claims are kept, and what an effect is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mode {
    /// Redis with `appendfsync always`, killed and restarted.
    Redis,
    /// Postgres, stopped at once and restarted.
    Postgres,
    /// Postgres, where the dedupe and the effect are one transaction of the handler.
    PostgresTransaction,
    /// A file of SQLite; only the receiver is killed.
    Sqlite,
    /// The receiver's own memory, which a kill empties: a run that the checker must condemn.
    #[value(hide = true)]
    Memory,
    /// SQLite, with a handler that answers before its work is done: condemned likewise.
    #[value(hide = true)]
    Hasty,
    /// All of them, one after the other.
    All,
}

impl Mode {
    /// The modes to run.
    pub(crate) fn each(self) -> Vec<Self> {
        match self {
            Self::All => vec![
                Self::Redis,
                Self::Postgres,
                Self::PostgresTransaction,
                Self::Sqlite,
            ],
            one => vec![one],
        }
    }

    /// The name on the command line.
    pub(crate) fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Whether dedupe and effect are one transaction.
    pub(crate) fn is_transactional(self) -> bool {
        self == Self::PostgresTransaction
    }
}

/// `run`.
#[derive(Args, Clone, Debug)]
pub(crate) struct RunArgs {
    /// Where claims are kept.
    #[arg(long, value_enum, default_value = "all")]
    pub(crate) mode: Mode,
    /// How many different deliveries are sent.
    #[arg(long, default_value_t = 100_000)]
    pub(crate) deliveries: u32,
    /// Decides deliveries, duplicates, resets and the times of kills; random if absent.
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// How many handlers run at once.
    #[arg(long, default_value = "64")]
    pub(crate) concurrency: NonZeroUsize,
    /// How often the receiver is killed with `kill -9`.
    #[arg(long, default_value = "2s", value_parser = duration)]
    pub(crate) kill_every: Duration,
    /// How often the store's server is killed and started again.
    #[arg(long, default_value = "10s", value_parser = duration)]
    pub(crate) restart_every: Duration,
    /// How long a claim lives, a second at least.
    #[arg(long, default_value = "2s", value_parser = duration)]
    pub(crate) lease: Duration,
    /// Gives up if no delivery is acknowledged for so long.
    #[arg(long, default_value = "30s", value_parser = duration)]
    pub(crate) stall: Duration,
    /// Keeps what was written down also if every rule held.
    #[arg(long)]
    pub(crate) keep: bool,
    /// Writes the report to this file too, as JSON.
    #[arg(long)]
    pub(crate) report: Option<PathBuf>,
}

/// `receive`.
#[derive(Args, Clone, Debug)]
pub(crate) struct ReceiveArgs {
    #[arg(long, value_enum)]
    pub(crate) mode: Mode,
    /// The server's URL or the file's path.
    #[arg(long, default_value = "")]
    pub(crate) store: String,
    #[arg(long)]
    pub(crate) port: u16,
    /// How many receivers were there before.
    #[arg(long)]
    pub(crate) incarnation: u32,
    /// Where effects are appended.
    #[arg(long)]
    pub(crate) effects: PathBuf,
    /// Where claims are appended.
    #[arg(long)]
    pub(crate) claims: PathBuf,
    #[arg(long, value_parser = duration)]
    pub(crate) lease: Duration,
    #[arg(long)]
    pub(crate) concurrency: NonZeroUsize,
    #[arg(long)]
    pub(crate) seed: u64,
}

/// Whole milliseconds, seconds or minutes: `500ms`, `2s`, `1m`.
fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let scale = match text.get(digits.len()..) {
        Some("ms") => 1,
        Some("s") => 1_000,
        Some("m") => 60_000,
        _ => return Err("write 500ms, 2s or 1m".to_owned()),
    };
    let number: u32 = digits
        .parse()
        .map_err(|_| "write 500ms, 2s or 1m".to_owned())?;
    match u64::from(number) * scale {
        0 => Err("must be more than nothing".to_owned()),
        millis => Ok(Duration::from_millis(millis)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_a_unit() {
        for (text, millis) in [("500ms", 500), ("2s", 2_000), ("3m", 180_000)] {
            assert_eq!(duration(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in ["", "2", "s", "0s", "-1s", "2h", "1.5s"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_names_of_modes_are_those_of_the_command_line() {
        for mode in Mode::All.each() {
            assert_eq!(Mode::from_str(&mode.name(), false), Ok(mode));
        }
    }
}
