//! Waiting without sleeping blindly: a condition, polled under a deadline.

use std::time::{Duration, Instant};

/// How long anything may take on a loaded machine.
const DEADLINE: Duration = Duration::from_secs(30);

/// Polls `condition` until it holds.
///
/// # Panics
/// If it does not within half a minute: `what` says what was waited for.
pub async fn until(what: &str, mut condition: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !condition().await {
        assert!(start.elapsed() < DEADLINE, "waited in vain until {what}");
        tokio::task::yield_now().await;
    }
}
