//! The checker: compares what the sender was told with what was really done.
//!
//! | rule | broken by |
//! |---|---|
//! | nothing is lost | an acknowledged delivery without an effect |
//! | everything ends | a copy that was never acknowledged |
//! | done is done | an effect after the first acknowledgement |
//! | every double has its reason | one that no kill and no restart explains; in a transaction, any |
//! | a reason has its limits | more doubles of one kill or restart than handlers ran at once |
//! | what a kill left runs again | in flight for longer than the lease and a second |
//! | answers are right | a status that the receiver never meant to give |

mod doubles;
mod recovery;
#[cfg(test)]
mod tests;

use std::{collections::HashMap, time::Duration};

use serde::Serialize;

pub(crate) use self::{doubles::Doubles, recovery::Recovery};
use crate::{
    client::Outcome,
    clock::Micros,
    effects::Effect,
    events::{Kill, Restart},
    plan::Plan,
    sender::Attempt,
    witness::Note,
};

/// Everything that was written down.
#[derive(Debug)]
pub(crate) struct Evidence {
    /// What was to be sent.
    pub(crate) plan: Plan,
    /// How many deliveries of it.
    pub(crate) deliveries: u32,
    /// What the sender saw.
    pub(crate) attempts: Vec<Attempt>,
    /// What was done.
    pub(crate) effects: Vec<Effect>,
    /// What the store was asked; nothing where a transaction decides.
    pub(crate) notes: Vec<Note>,
    /// When the receiver was killed.
    pub(crate) kills: Vec<Kill>,
    /// When the store was away.
    pub(crate) restarts: Vec<Restart>,
    /// How long claims live.
    pub(crate) lease: Duration,
    /// How many handlers run at once.
    pub(crate) concurrency: usize,
    /// Whether dedupe and effect are one transaction.
    pub(crate) transactional: bool,
}

/// What the evidence says. Lists name the deliveries that break a rule.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Verdict {
    /// Acknowledged, and no effect.
    pub(crate) lost: Vec<String>,
    /// Copies that were never acknowledged.
    pub(crate) unacknowledged: Vec<String>,
    /// Effects after the first acknowledgement.
    pub(crate) after_acknowledgement: Vec<String>,
    /// Effects and claims of what was never sent, answers that were never meant.
    pub(crate) strange: Vec<String>,
    /// Deliveries that took effect more than once.
    pub(crate) doubles: Doubles,
    /// How long it took until interrupted deliveries ran again.
    pub(crate) recovery: Recovery,
}

impl Verdict {
    /// The broken rules, with up to three examples of each.
    pub(crate) fn broken(&self) -> Vec<String> {
        let rules = [
            ("acknowledged without an effect", &self.lost),
            ("never acknowledged", &self.unacknowledged),
            (
                "took effect after being acknowledged",
                &self.after_acknowledgement,
            ),
            (
                "took effect twice without a reason",
                &self.doubles.unexplained,
            ),
            (
                "took effect twice in a transaction",
                &self.doubles.in_transaction,
            ),
            ("more doubles than handlers", &self.doubles.beyond_bound),
            ("did not run again in time", &self.recovery.late),
            ("strange", &self.strange),
        ];
        let broken = rules.iter().filter(|(_, cases)| !cases.is_empty());
        broken
            .map(|(rule, cases)| {
                let examples: Vec<_> = cases.iter().take(3).map(String::as_str).collect();
                format!("{rule}: {} ({})", cases.len(), examples.join("; "))
            })
            .collect()
    }
}

/// What is known of one delivery, in the order in which it happened.
#[derive(Debug, Default)]
struct History<'a> {
    id: String,
    attempts: Vec<&'a Attempt>,
    effects: Vec<&'a Effect>,
    notes: Vec<&'a Note>,
    /// When it was first acknowledged.
    acknowledged: Option<Micros>,
}

/// Judges.
pub(crate) fn check(evidence: &Evidence) -> Verdict {
    let mut verdict = Verdict::default();
    let histories = histories(evidence, &mut verdict.strange);
    for (delivery, history) in (0..).zip(&histories) {
        if history.acknowledged.is_some() && history.effects.is_empty() {
            verdict.lost.push(history.id.clone());
        }
        let copies = 1 + u8::from(evidence.plan.duplicate(delivery).is_some());
        for copy in 0..copies {
            let mut of_copy = history
                .attempts
                .iter()
                .filter(|attempt| attempt.copy == copy);
            if !of_copy.any(|attempt| attempt.outcome.is_success()) {
                verdict
                    .unacknowledged
                    .push(format!("{} copy {copy}", history.id));
            }
        }
        if let Some(acknowledged) = history.acknowledged {
            let late = history
                .effects
                .iter()
                .filter(|effect| effect.at > acknowledged);
            verdict.after_acknowledgement.extend(late.map(|effect| {
                let by = effect.at - acknowledged;
                format!("{} by {by} µs, receiver {}", history.id, effect.incarnation)
            }));
        }
    }
    verdict.doubles = doubles::check(evidence, &histories);
    verdict.recovery = recovery::check(evidence, &histories);
    verdict
}

fn histories<'a>(evidence: &'a Evidence, strange: &mut Vec<String>) -> Vec<History<'a>> {
    let plan = &evidence.plan;
    let mut histories: Vec<_> = (0..evidence.deliveries)
        .map(|delivery| History {
            id: plan.id(delivery),
            ..History::default()
        })
        .collect();
    for attempt in &evidence.attempts {
        if let Outcome::Answered { status, .. } = attempt.outcome
            && !matches!(status, 200 | 500 | 503)
        {
            strange.push(format!(
                "an answer {status} to {}",
                plan.id(attempt.delivery)
            ));
        }
        match histories.get_mut(attempt.delivery as usize) {
            Some(history) => history.attempts.push(attempt),
            None => strange.push(format!("an attempt of delivery {}", attempt.delivery)),
        }
    }
    for effect in &evidence.effects {
        let delivery = plan.delivery(&effect.id);
        match delivery.and_then(|delivery| histories.get_mut(delivery as usize)) {
            Some(history) => history.effects.push(effect),
            None => strange.push(format!("an effect of {}", effect.id)),
        }
    }
    if !evidence.notes.is_empty() {
        let deliveries: HashMap<_, _> = (0..evidence.deliveries)
            .filter_map(|delivery| Some((plan.key(delivery).ok()?.to_string(), delivery)))
            .collect();
        for note in &evidence.notes {
            let delivery = deliveries.get(&note.key).copied();
            match delivery.and_then(|delivery| histories.get_mut(delivery as usize)) {
                Some(history) => history.notes.push(note),
                None => strange.push(format!("a claim of {}", note.key)),
            }
        }
    }
    for history in &mut histories {
        history.attempts.sort_by_key(|attempt| attempt.start);
        history.effects.sort_by_key(|effect| effect.at);
        history.notes.sort_by_key(|note| note.at);
        let successes = history
            .attempts
            .iter()
            .filter(|attempt| attempt.outcome.is_success());
        history.acknowledged = successes.map(|attempt| attempt.end).min();
    }
    histories
}
