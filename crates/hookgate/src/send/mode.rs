//! What is sent, and what a careful receiver answers.

use clap::ValueEnum;
use http::StatusCode;

/// What is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// A genuine delivery
    #[default]
    Signed,
    /// Without its signature header
    Unsigned,
    /// One byte of the body changed after signing
    Tampered,
    /// Signed too long ago
    Stale,
    /// Signed in the future
    Future,
    /// One delivery twice, one after the other
    Duplicate,
    /// One delivery five times at once
    Concurrent,
    /// A body above the provider's largest
    Oversize,
    /// A body that arrives byte by byte
    Slow,
}

/// How many copies are sent at once.
pub(super) const COPIES: usize = 5;

impl Mode {
    /// What a careful receiver does.
    pub(super) fn expectation(self) -> &'static str {
        match self {
            Self::Signed => "a genuine delivery: 2xx",
            Self::Unsigned => "no signature: 4xx, before the body is read",
            Self::Tampered => "the body is not the one that was signed: 4xx",
            Self::Stale => "signed too long ago, as a replay is: 4xx",
            Self::Future => "signed in the future: 4xx",
            Self::Duplicate => "the same delivery twice: 2xx and 2xx, handled once",
            Self::Concurrent => "five copies at once: one 2xx, 2xx or 503 for the others",
            Self::Oversize => "more than the provider ever sends: 413",
            Self::Slow => "a body that trickles: an answer before it is complete",
        }
    }

    /// Whether the answers to one delivery are those of a careful receiver. A connection that was
    /// closed without an answer is `None`.
    pub(super) fn is_right(self, answers: &[Option<StatusCode>]) -> bool {
        let each = |right: fn(StatusCode) -> bool| answers.iter().all(|s| s.is_some_and(right));
        let busy = StatusCode::SERVICE_UNAVAILABLE;
        match self {
            Self::Signed | Self::Duplicate => each(|status| status.is_success()),
            Self::Unsigned | Self::Tampered | Self::Stale | Self::Future => {
                each(|status| status.is_client_error())
            }
            Self::Concurrent => {
                let one = answers.iter().flatten().any(StatusCode::is_success);
                one && answers
                    .iter()
                    .all(|s| s.is_some_and(|status| status.is_success() || status == busy))
            }
            Self::Oversize => each(|status| status == StatusCode::PAYLOAD_TOO_LARGE),
            // Cut off without a word is right as well; a 2xx would mean that it waited to the end.
            Self::Slow => !answers.iter().flatten().any(StatusCode::is_success),
        }
    }
}
