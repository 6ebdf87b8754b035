//! What went wrong in SQLite, and what to do about it.

use std::sync::Arc;

use rusqlite::ErrorCode;
use webhook_core::store::StoreError;

/// A [`StoreError`] that says what was tried, why it failed and what helps. Many calls may share one
/// cause.
pub(crate) fn failed(what: &str, cause: impl Into<Arc<rusqlite::Error>>) -> StoreError {
    let cause = cause.into();
    let advice = advice(&cause);
    StoreError::new(format!("{what}: {advice}")).with_source(cause)
}

fn advice(cause: &rusqlite::Error) -> &'static str {
    match cause.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another connection holds the write lock; keep write transactions on this file short"
        }
        Some(ErrorCode::DiskFull) => "the disk is full; free some space",
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            "the file or its folder is read-only; let this process write to both"
        }
        Some(ErrorCode::CannotOpen) => {
            "the file cannot be opened; its folder must exist and be writable"
        }
        Some(ErrorCode::NotADatabase) => "the file is no SQLite database; choose another path",
        Some(ErrorCode::DatabaseCorrupt) => "the file is damaged; restore it from a backup",
        Some(ErrorCode::SystemIoFailure) => {
            "reading or writing failed; check the disk and the process's file limits"
        }
        _ => "SQLite refused; see the cause",
    }
}
