//! The runtime of the commands that use the network.

use std::io;

use tokio::runtime::{Builder, Runtime};

/// A runtime with all that the network needs.
pub(crate) fn start() -> io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build()
}
