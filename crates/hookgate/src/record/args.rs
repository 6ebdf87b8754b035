//! The arguments of `record` and `replay`.

use std::{
    net::SocketAddr,
    num::{NonZeroU32, NonZeroUsize},
    path::PathBuf,
};

use clap::Args;

use crate::{SecretArg, provider_name::ProviderName};

/// Arguments of `record`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "The file holds real payloads and signatures: treat it like them. \
                        Ctrl-C ends it."
)]
pub struct RecordArgs {
    /// The file to append to, one JSON object a line
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to listen; port 0 for a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4400")]
    pub listen: SocketAddr,
    /// The status to answer with, once a request is on disk
    #[arg(long, value_name = "STATUS", default_value = "200")]
    pub status: u16,
    /// End after this many
    #[arg(long, value_name = "N")]
    pub max: Option<NonZeroUsize>,
    /// The largest body, in bytes
    #[arg(long, value_name = "BYTES", default_value = "26214400")]
    pub body_limit: NonZeroUsize,
}

/// Arguments of `replay`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Old timestamps are refused by a careful receiver: with --provider and \
                        --secret, each delivery is signed anew."
)]
pub struct ReplayArgs {
    /// A file that `record` wrote, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to send them; the recorded path and query are used if this URL has none
    #[arg(long, value_name = "URL")]
    pub to: String,
    /// Sign anew as this provider
    #[arg(long, value_parser = ProviderName, hide_possible_values = true)]
    pub provider: Option<String>,
    /// Sign anew with this secret: its text, env:NAME or file:PATH
    #[arg(
        long,
        value_name = "S",
        requires = "provider",
        allow_hyphen_values = true
    )]
    pub secret: Option<SecretArg>,
    /// Sign anew with this key, where receivers have its public half: PKCS#8 as PEM, env:NAME or
    /// file:PATH. Where they fetch that half, the test kit's by default
    #[arg(
        long,
        value_name = "K",
        requires = "provider",
        allow_hyphen_values = true
    )]
    pub private_key: Option<SecretArg>,
    /// The URL to sign, where the provider signs it; by default the one that is sent to
    #[arg(long, value_name = "URL", requires = "provider")]
    pub public_url: Option<String>,
    /// Only the line of this number, counting from 1; may be given several times
    #[arg(long, value_name = "N")]
    pub only: Vec<NonZeroUsize>,
    /// How many a second at most
    #[arg(long, value_name = "R")]
    pub rate: Option<NonZeroU32>,
    /// Print one JSON object for each delivery
    #[arg(long)]
    pub json: bool,
}
