//! The arguments of `listen`.

use clap::Args;

/// Arguments of `listen`.
#[derive(Args, Clone, Debug)]
pub struct ListenArgs {}
