//! The arguments of `record` and `replay`.

use clap::Args;

/// Arguments of `record`.
#[derive(Args, Clone, Debug)]
pub struct RecordArgs {}

/// Arguments of `replay`.
#[derive(Args, Clone, Debug)]
pub struct ReplayArgs {}
