//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{
    explain::ExplainArgs,
    listen::ListenArgs,
    manual::{CompletionsArgs, ManArgs},
    provider_name::ProviderName,
    record::{RecordArgs, ReplayArgs},
    send::SendArgs,
    sign::{CurlArgs, SignArgs},
};

/// Receive webhooks safely: see it done, check it, look providers up.
#[derive(Debug, Parser)]
#[command(name = "hookgate", version, arg_required_else_help = true)]
#[command(after_help = "Start with: hookgate demo")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a real receiver and send it genuine and hostile deliveries of six providers
    #[command(
        after_help = "Secrets are made up for each run, and nothing leaves this machine. \
                            Exits with 1 if anything differs from what should be."
    )]
    Demo(DemoArgs),
    /// Receive deliveries: verify them, tell what became of each, forward them
    Listen(ListenArgs),
    /// Send signed deliveries, or ones broken on purpose
    Send(SendArgs),
    /// Print the headers that a provider would send with a body
    Sign(SignArgs),
    /// Print a curl command that sends a signed delivery
    Curl(CurlArgs),
    /// Tell why a captured request does not verify, and how to mend it
    Explain(ExplainArgs),
    /// Receive deliveries into a file
    Record(RecordArgs),
    /// Send recorded deliveries again
    Replay(ReplayArgs),
    /// Check a file of signature vectors
    #[command(
        after_help = "Differences of level may are remarks. The last line counts level \
                            must, and lines that are no vectors as failed; exits with 1 if any \
                            failed."
    )]
    Verify(VerifyArgs),
    /// List the providers and what is known about each
    Providers(ProvidersArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

/// Arguments of `demo`.
#[derive(Args, Clone, Debug, Default)]
pub struct DemoArgs {
    /// Stay up afterwards and print curl commands with valid signatures
    #[arg(long)]
    pub serve: bool,
    /// The port to listen on; a free one by default
    #[arg(
        long,
        value_name = "N",
        requires = "serve",
        default_value_t = 0,
        hide_default_value = true
    )]
    pub port: u16,
}

/// Arguments of `verify`.
#[derive(Args, Clone, Debug)]
pub struct VerifyArgs {
    /// A JSON-lines file of vectors, or - for standard input; may be given several times
    #[arg(long, value_name = "FILE.jsonl", required = true, num_args = 1..)]
    pub vectors: Vec<PathBuf>,
    /// Only the vectors of this provider
    #[arg(long, value_name = "P", value_parser = ProviderName, hide_possible_values = true)]
    pub provider: Option<String>,
}

/// Arguments of `providers`.
#[derive(Args, Clone, Debug, Default)]
pub struct ProvidersArgs {
    /// Only these
    #[arg(value_name = "NAME", value_parser = ProviderName, hide_possible_values = true)]
    pub names: Vec<String>,
    /// Print one JSON array instead of a table
    #[arg(long)]
    pub json: bool,
    /// Print the page of each NAME, or the index of all, as in docs/providers
    #[arg(long, conflicts_with = "json")]
    pub markdown: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Cli;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Cli::command().debug_assert();
    }
}
