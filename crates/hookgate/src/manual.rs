//! `hookgate completions` and `hookgate man`: what packagers and shells want.

use std::io::Write;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::{Cli, Error, Outcome, words};

/// Arguments of `completions`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "For bash: hookgate completions bash > \
                        ~/.local/share/bash-completion/completions/hookgate")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Arguments of `man`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Read it with: hookgate man | man -l -")]
pub struct ManArgs {
    /// The page of one command, such as send
    pub command: Option<String>,
}

/// The command `completions`.
///
/// # Errors
/// [`Error::Io`] if `out` cannot be written.
pub fn completions(args: &CompletionsArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    // The generator panics where a write fails; a vector takes everything.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "hookgate", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::AsExpected)
}

/// The command `man`.
///
/// # Errors
/// [`Error::NoCommand`], or [`Error::Io`] if `out` cannot be written.
pub fn man(args: &ManArgs, out: &mut impl Write) -> Result<Outcome, Error> {
    let mut program = Cli::command();
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                let names = program.get_subcommands().map(clap::Command::get_name);
                return Err(Error::NoCommand {
                    name: name.clone(),
                    guess: words::did_you_mean(name, names),
                });
            }
        },
    };
    clap_mangen::Man::new(page).render(out)?;
    Ok(Outcome::AsExpected)
}
