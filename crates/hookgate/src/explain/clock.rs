//! The clock: whether what verifies came in time.

use std::time::Duration;

use axum_webhook::Refusal;

use super::{
    case::{Case, No},
    diagnosis::Diagnosis,
};

/// How far the clock is off, if that is too far.
pub(super) fn skew(case: &Case) -> Option<Diagnosis> {
    let Err(No::Refused(refusal)) = case.judge_in_time() else {
        return None;
    };
    let what = |sign: char, off: Duration, tolerance: Duration| {
        let (off, tolerance) = (off.as_secs(), tolerance.as_secs());
        format!("skew of {sign}{off} s: the timestamp is outside the tolerance of {tolerance} s")
    };
    match refusal {
        Refusal::Stale { age, tolerance } => Some(Diagnosis::proven(
            "stale",
            what('\u{2212}', age, tolerance),
            "an old capture: give the time of its arrival with --at; a fresh delivery: set this machine's clock (NTP), or drain the queue in front; anything else: a replay",
        )),
        Refusal::FromFuture { ahead, tolerance } => Some(Diagnosis::proven(
            "from_future",
            what('+', ahead, tolerance),
            "set this machine's clock (NTP), and check that nobody reads milliseconds as seconds",
        )),
        _ => None,
    }
}
