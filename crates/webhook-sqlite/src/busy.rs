//! How long to wait for another connection that holds the file's write lock.

use std::{
    cell::Cell,
    thread::sleep,
    time::{Duration, Instant},
};

use rusqlite::{Connection, ErrorCode};

/// How long an operation waits for the write lock: less than the 250 ms that the layer gives a
/// claim.
pub(crate) const LIMIT: Duration = Duration::from_millis(200);

/// From one try to the next. SQLite's own handler soon pauses for a tenth of a second, and a process
/// that commits without a break frees the lock for microseconds: so few tries would miss it.
const PAUSE: Duration = Duration::from_micros(500);

/// How long [`until_free`] tries.
const PATIENCE: Duration = Duration::from_secs(5);

thread_local! {
    /// When the wait began. SQLite calls the handler on the thread that waits.
    static SINCE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Waits for the write lock for at most [`LIMIT`] from now on.
pub(crate) fn wait(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_handler(Some(again))
}

/// Waits for nothing from now on.
pub(crate) fn hurry(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_handler(None)
}

fn again(tries: i32) -> bool {
    let now = Instant::now();
    if tries == 0 {
        SINCE.set(Some(now));
    }
    let waited = SINCE
        .get()
        .map(|since| now.saturating_duration_since(since));
    let more = waited.is_some_and(|waited| waited < LIMIT);
    if more {
        sleep(PAUSE);
    }
    more
}

/// Tries what SQLite's busy handler does not cover (the switch to a write-ahead log, recovery after
/// a crash) until no other connection is in the way.
pub(crate) fn until_free<T>(
    mut attempt: impl FnMut() -> rusqlite::Result<T>,
) -> rusqlite::Result<T> {
    let start = Instant::now();
    loop {
        match attempt() {
            Err(error) if is_busy(&error) && start.elapsed() < PATIENCE => sleep(PAUSE),
            outcome => return outcome,
        }
    }
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)
    )
}
