//! The table of cases: what is tried, and what should come of it.

use axum_webhook::Scheme;

/// How many copies of one delivery arrive at once.
pub(super) const COPIES: usize = 5;

/// One row of the table.
#[derive(Debug)]
pub struct Case {
    /// Its name in the table.
    pub name: &'static str,
    /// What is tried and what should happen, in a line.
    pub meaning: &'static str,
    /// What should come of it.
    pub expected: Expected,
    pub(super) play: Play,
}

/// What should come of a case.
#[derive(Debug)]
pub struct Expected {
    /// The statuses, in order; where requests are sent at once, in ascending order.
    pub statuses: &'static [u16],
    /// How often the handler runs.
    pub runs: usize,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Play {
    Genuine,
    Replay,
    Copies,
    FailsOnce,
    Tampered,
    WrongSecret,
    Stale,
    Future,
    MissingHeader,
    Oversized,
}

/// All cases, in the order of the table.
pub const CASES: &[Case] = &[
    Case {
        name: "genuine event",
        meaning: "signed by the provider: the handler runs, 200",
        expected: Expected {
            statuses: &[200],
            runs: 1,
        },
        play: Play::Genuine,
    },
    Case {
        name: "replay",
        meaning: "the same request again, once it is done: 200, but the handler does not run again",
        expected: Expected {
            statuses: &[200, 200],
            runs: 1,
        },
        play: Play::Replay,
    },
    Case {
        name: "5 copies at once",
        meaning: "one runs; the others get 503 and Retry-After while it does",
        expected: Expected {
            statuses: &[200, 503, 503, 503, 503],
            runs: 1,
        },
        play: Play::Copies,
    },
    Case {
        name: "fails, retried",
        meaning: "the handler fails once (500): the provider's retry runs it again, 200",
        expected: Expected {
            statuses: &[500, 200],
            runs: 2,
        },
        play: Play::FailsOnce,
    },
    Case {
        name: "tampered body",
        meaning: "one digit changed on the way: refused, 401",
        expected: REFUSED,
        play: Play::Tampered,
    },
    Case {
        name: "wrong secret",
        meaning: "signed by somebody who does not know the secret: refused, 401",
        expected: REFUSED,
        play: Play::WrongSecret,
    },
    Case {
        name: "stale timestamp",
        meaning: "signed rightly, but longer ago than the tolerance: refused, 401",
        expected: REFUSED,
        play: Play::Stale,
    },
    Case {
        name: "future timestamp",
        meaning: "signed rightly, but for a time to come: refused, 401",
        expected: REFUSED,
        play: Play::Future,
    },
    Case {
        name: "missing header",
        meaning: "no signature at all: refused before the body is read, 401",
        expected: REFUSED,
        play: Play::MissingHeader,
    },
    Case {
        name: "oversized body",
        meaning: "larger than the limit (16 KiB here): refused before it is read, 413",
        expected: Expected {
            statuses: &[413],
            runs: 0,
        },
        play: Play::Oversized,
    },
];

const REFUSED: Expected = Expected {
    statuses: &[401],
    runs: 0,
};

impl Case {
    /// Whether its requests are sent at once, so that their answers have no order.
    pub(super) fn is_at_once(&self) -> bool {
        self.play == Play::Copies
    }

    /// Whether a provider can be tried: not all of them send a timestamp.
    pub fn applies_to(&self, scheme: &Scheme) -> bool {
        !matches!(self.play, Play::Stale | Play::Future) || scheme.timestamp_place().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::receiver::BODY_LIMIT;

    #[test]
    fn names_and_meanings_say_what_is_done() {
        for case in CASES {
            if case.play == Play::Copies {
                assert!(case.name.starts_with(&COPIES.to_string()));
                assert_eq!(case.expected.statuses.len(), COPIES);
            }
            if case.play == Play::Oversized {
                assert!(case.meaning.contains(&format!("{} KiB", BODY_LIMIT / 1024)));
            }
        }
    }
}
