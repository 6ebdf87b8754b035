//! The arguments of `explain`.

use std::path::PathBuf;

use clap::Args;

use crate::{PinnedKeys, SecretArg, provider_name::ProviderName};

/// Arguments of `explain`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "For example:  hookgate explain stripe request.http \
                        --secret env:STRIPE_WEBHOOK_SECRET\n\n\
                  Exits with 0 if the request verifies, with 1 if not.")]
pub struct ExplainArgs {
    /// The provider
    #[arg(value_parser = ProviderName, hide_possible_values = true)]
    pub provider: String,
    /// The captured request, as raw HTTP or as JSON; standard input by default
    #[arg(value_name = "FILE", default_value = "-")]
    pub file: PathBuf,
    /// The secret that you believe in: its text, env:NAME or file:PATH; may be given several times.
    /// Of a provider that publishes its keys, what binds deliveries to you: a webhook's id, a topic
    #[arg(long, value_name = "S", allow_hyphen_values = true)]
    pub secret: Vec<SecretArg>,
    /// A key document that such a provider publishes; may be given several times
    #[arg(long, value_name = "URL=FILE")]
    pub keys: Vec<PinnedKeys>,
    /// The URL registered with a provider that signs it
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// When it arrived, in Unix seconds; by default what the capture says, or else now
    #[arg(long, value_name = "SECONDS", allow_negative_numbers = true)]
    pub at: Option<i64>,
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}
