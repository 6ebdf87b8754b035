//! The arguments of `send`.

use clap::Args;

/// Arguments of `send`.
#[derive(Args, Clone, Debug)]
pub struct SendArgs {}
