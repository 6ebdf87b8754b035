//! The arguments of `explain`.

use clap::Args;

/// Arguments of `explain`.
#[derive(Args, Clone, Debug)]
pub struct ExplainArgs {}
