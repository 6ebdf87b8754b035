//! What to do when the dedupe store cannot answer.

/// The policy for a delivery whose claim the store could not decide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnStoreError {
    /// Answer 503 with `Retry-After`: the provider keeps the delivery. The default.
    #[default]
    FailClosed,
    /// Run the handler without deduplication, counted and logged: only for idempotent handlers.
    FailOpen,
}
