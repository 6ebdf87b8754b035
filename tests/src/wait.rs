//! Waiting without sleeping blindly: a condition, polled under a deadline.

use std::time::{Duration, Instant};

/// How long anything may take on a loaded machine.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// Polls `condition` until it holds.
///
/// # Panics
/// If it does not within [`DEADLINE`]: `what` says what was waited for.
pub async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < DEADLINE, "waited in vain until {what}");
        tokio::task::yield_now().await;
        tokio::time::timeout(Duration::from_millis(1), std::future::pending::<()>())
            .await
            .unwrap_err();
    }
}

/// Polls an asynchronous condition until it holds.
///
/// # Panics
/// As [`until`].
pub async fn until_async(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !condition().await {
        assert!(start.elapsed() < DEADLINE, "waited in vain until {what}");
        tokio::task::yield_now().await;
    }
}
