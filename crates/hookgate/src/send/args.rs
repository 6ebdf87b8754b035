//! The arguments of `send`.

use std::num::{NonZeroU32, NonZeroUsize};

use clap::Args;

use super::Mode;
use crate::{EventArgs, provider_name::ProviderName};

/// Arguments of `send`.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Start with:  hookgate send stripe --list\n\
                  then:        hookgate send stripe invoice.paid --to http://127.0.0.1:3000/stripe \
                  --secret env:STRIPE_WEBHOOK_SECRET\n\n\
                  Exits with 0 if every answer is what a careful receiver gives, with 1 if not.")]
pub struct SendArgs {
    /// The provider
    #[arg(value_parser = ProviderName, hide_possible_values = true)]
    pub provider: String,
    /// The event.
    #[command(flatten)]
    pub event: EventArgs,
    /// Where to send it
    #[arg(long, value_name = "URL", required_unless_present = "list")]
    pub to: Option<String>,
    /// List the provider's ready-made events instead
    #[arg(long)]
    pub list: bool,
    /// What is sent
    #[arg(long, value_enum, default_value_t)]
    pub mode: Mode,
    /// How many times, each time as a delivery of its own
    #[arg(long, value_name = "N", default_value = "1")]
    pub count: NonZeroUsize,
    /// How many a second at most; by default as fast as answers come
    #[arg(long, value_name = "R")]
    pub rate: Option<NonZeroU32>,
    /// How many at once
    #[arg(long, value_name = "N", default_value = "4")]
    pub concurrency: NonZeroUsize,
    /// How long a slow body takes, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "15")]
    pub slow_for: u64,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}
