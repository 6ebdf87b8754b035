//! The `hookgate` command; everything is in the library, where tests reach it.

use std::process::ExitCode;

use clap::Parser as _;
use hookgate::Cli;

fn main() -> ExitCode {
    hookgate::run(&Cli::parse())
}
