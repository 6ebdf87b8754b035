//! The arguments of `sign` and `curl`.

use clap::Args;

/// Arguments of `sign`.
#[derive(Args, Clone, Debug)]
pub struct SignArgs {}

/// Arguments of `curl`.
#[derive(Args, Clone, Debug)]
pub struct CurlArgs {}
