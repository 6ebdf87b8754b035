//! The page about the tool: every command on it is one that the tool takes.

use std::path::Path;

use clap::Parser as _;
use hookgate::Cli;

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/hookgate.md");
    std::fs::read_to_string(path).expect("the page")
}

#[test]
fn every_command_of_the_page_is_understood() {
    // Secrets and files are looked up while the command line is read.
    let page = page()
        .replace("env:STRIPE_WEBHOOK_SECRET", "whsec_an_example_secret")
        .replace(
            "env:GITHUB_WEBHOOK_SECRET",
            "an-example-secret-of-some-length",
        )
        .replace("=keys.json", "=Cargo.toml")
        .replace("file:key.pem", "file:Cargo.toml")
        .replace(" > keys.json", "");
    let commands: Vec<_> = page
        .lines()
        .filter(|line| line.starts_with("hookgate "))
        .collect();
    assert!(commands.len() > 12, "{commands:?}");
    for command in commands {
        if let Err(error) = Cli::try_parse_from(command.split_whitespace()) {
            panic!("{command}\n{error}");
        }
    }
}

#[test]
fn the_page_names_every_command() {
    use clap::CommandFactory as _;
    let page = page();
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        // `verify` is for those who add providers, and told where they read.
        if name != "verify" && name != "help" {
            assert!(page.contains(&format!("hookgate {name}")), "{name}");
        }
    }
}
