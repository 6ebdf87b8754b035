//! The arguments of `listen`.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;

use crate::{PinnedKeys, SecretArg, provider_name::ProviderName};

/// Arguments of `listen`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "One endpoint:   hookgate listen stripe --secret env:STRIPE_WEBHOOK_SECRET \
                        --forward http://127.0.0.1:3000/stripe\n\
                  Several:        hookgate listen --config hooks.toml\n\n\
                  Ctrl-C stops it, once what runs has finished."
)]
pub struct ListenArgs {
    /// The provider; or give --config
    #[arg(value_parser = ProviderName, hide_possible_values = true, required_unless_present = "config")]
    pub provider: Option<String>,
    /// A TOML file of endpoints
    #[arg(long, value_name = "FILE", conflicts_with_all = ["provider", "secret", "keys", "forward",
          "path", "public_url", "tolerance", "body_limit", "no_dedupe"])]
    pub config: Option<PathBuf>,
    /// The endpoint's secret: its text, env:NAME or file:PATH; several while one is changed. Of a
    /// provider that publishes its keys, what binds deliveries to you: a webhook's id, a topic
    #[arg(long, value_name = "S", allow_hyphen_values = true)]
    pub secret: Vec<SecretArg>,
    /// A key document that such a provider publishes, instead of fetching it; may be given several
    /// times
    #[arg(long, value_name = "URL=FILE")]
    pub keys: Vec<PinnedKeys>,
    /// Where genuine deliveries go; its answer becomes ours. Without it they get 200
    #[arg(long, value_name = "URL")]
    pub forward: Option<String>,
    /// The path to receive on
    #[arg(long, default_value = "/")]
    pub path: String,
    /// Where to listen; port 0 for a free one. Default: the file's, or 127.0.0.1:4400
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// The URL registered with a provider that signs it, without its query
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// How far a timestamp may be off, in seconds
    #[arg(long, value_name = "SECONDS")]
    pub tolerance: Option<u64>,
    /// The largest body, in bytes
    #[arg(long, value_name = "BYTES")]
    pub body_limit: Option<usize>,
    /// Let duplicates through
    #[arg(long)]
    pub no_dedupe: bool,
    /// Print one JSON object for each delivery
    #[arg(long)]
    pub json: bool,
}
