//! The runtime of the commands that use the network.

use std::io;

use tokio::runtime::{Builder, Runtime};

/// A runtime with all that the network needs.
pub(crate) fn start() -> io::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build()
}

/// Resolves at Ctrl-C, or when the system asks for an end. Listens from now on.
pub(crate) fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    {
        Ok(async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
    }
}
