//! Doubles: a second effect is forgiven if a kill or a restart fell between the first and its record.

use std::collections::HashMap;

use serde::Serialize;

use super::{Evidence, History};
use crate::{effects::Effect, witness::Step};

/// Deliveries that took effect more than once.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Doubles {
    /// The receiver was killed between the effect and its record.
    pub(crate) by_kill: usize,
    /// The store was away between the effect and its record.
    pub(crate) by_restart: usize,
    /// Neither.
    pub(crate) unexplained: Vec<String>,
    /// Any, where a transaction should have made it impossible.
    pub(crate) in_transaction: Vec<String>,
    /// Kills and restarts that have more doubles than handlers ran at once.
    pub(crate) beyond_bound: Vec<String>,
}

impl Doubles {
    /// All of them.
    pub(crate) fn count(&self) -> usize {
        self.by_kill + self.by_restart + self.unexplained.len()
    }
}

/// Why a delivery took effect again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Reason {
    /// The first effect's receiver was killed, which one.
    Kill(u32),
    /// The store was away, for which time.
    Restart(usize),
}

pub(super) fn check(evidence: &Evidence, histories: &[History<'_>]) -> Doubles {
    let mut doubles = Doubles::default();
    let mut of_reason: HashMap<Reason, usize> = HashMap::new();
    for history in histories {
        for pair in history.effects.windows(2) {
            let &[first, second] = pair else { continue };
            let case = || {
                format!(
                    "{} by receiver {} at {} and by receiver {} at {}",
                    history.id, first.incarnation, first.at, second.incarnation, second.at
                )
            };
            if evidence.transactional {
                doubles.in_transaction.push(case());
            }
            let reason = reason(evidence, history, first, second);
            match reason {
                Some(Reason::Kill(_)) => doubles.by_kill += 1,
                Some(Reason::Restart(_)) => doubles.by_restart += 1,
                None => doubles.unexplained.push(case()),
            }
            if let Some(reason) = reason {
                *of_reason.entry(reason).or_default() += 1;
            }
        }
    }
    let beyond = of_reason
        .iter()
        .filter(|(_, count)| **count > evidence.concurrency);
    doubles.beyond_bound = beyond
        .map(|(reason, count)| format!("{reason:?}: {count}"))
        .collect();
    doubles
}

/// What explains the second effect.
pub(super) fn reason(
    evidence: &Evidence,
    history: &History<'_>,
    first: &Effect,
    second: &Effect,
) -> Option<Reason> {
    // What the store had confirmed as done it must not forget, whatever happens to it.
    let completed = |step| step == Step::Completed;
    if history
        .notes
        .iter()
        .any(|note| completed(note.step) && note.at < second.at)
    {
        return None;
    }
    let kill = evidence.kills.iter().find(|kill| {
        kill.incarnation == first.incarnation
            && second.incarnation > first.incarnation
            && kill.gone >= first.at
            && kill.at <= second.at
    });
    if let Some(kill) = kill {
        return Some(Reason::Kill(kill.incarnation));
    }
    let mut restarts = evidence.restarts.iter();
    let restart = restarts.position(|away| away.back >= first.at && away.at <= second.at);
    restart.map(Reason::Restart)
}
