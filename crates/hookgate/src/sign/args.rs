//! The arguments of `sign` and `curl`.

use clap::Args;

use crate::{EventArgs, provider_name::ProviderName};

/// Arguments of `sign`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "For example:  hookgate sign github --secret env:GITHUB_WEBHOOK_SECRET \
                        --body event.json"
)]
pub struct SignArgs {
    /// The provider
    #[arg(value_parser = ProviderName, hide_possible_values = true)]
    pub provider: String,
    /// The event.
    #[command(flatten)]
    pub event: EventArgs,
    /// When it is signed, in Unix seconds; now by default
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    pub at: Option<i64>,
    /// Print the whole request as a JSON object, as `explain` and `replay` read it
    #[arg(long)]
    pub json: bool,
    /// Print, of a provider that publishes its keys, the document that a receiver needs for what is
    /// signed with the test kit's key
    #[arg(long, conflicts_with_all = ["private_key", "json", "body", "event"])]
    pub key_document: bool,
}

/// Arguments of `curl`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "For example:  hookgate curl stripe invoice.paid \
                        --to http://127.0.0.1:3000/stripe --secret env:STRIPE_WEBHOOK_SECRET | sh")]
pub struct CurlArgs {
    /// The provider
    #[arg(value_parser = ProviderName, hide_possible_values = true)]
    pub provider: String,
    /// The event.
    #[command(flatten)]
    pub event: EventArgs,
    /// Where the command sends it
    #[arg(long, value_name = "URL")]
    pub to: String,
    /// When it is signed, in Unix seconds; now by default
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    pub at: Option<i64>,
}
