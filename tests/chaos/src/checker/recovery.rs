//! Recovery: a delivery that a kill interrupted runs again within its lease and a second.
//!
//! Two rules. Of every claim that a kill left behind: no attempt later than that is answered "in
//! flight" while nobody has taken it over. Of deliveries that the sender tries every 50 ms after a
//! kill: they do run again by then, the time after the lease's end not counted in which the next kill
//! or restart kept everything down.

use serde::Serialize;

use super::{Evidence, History};
use crate::{
    clock::{Micros, micros},
    events::Kill,
    sender::PROBE_EVERY,
    witness::{Note, Step},
};

/// The tolerance beside the lease.
const GRACE: Micros = 1_000_000;

/// How long it took until interrupted deliveries ran again.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Recovery {
    /// Claims that kills left behind.
    pub(crate) left: usize,
    /// How many of them were taken over; the others were done, and only their receiver did not know.
    pub(crate) taken_over: usize,
    /// The longest time from a kill to the take-over of a claim it left, the sender's pause included.
    pub(crate) longest_ms: u64,
    /// Deliveries that were probed after a kill.
    pub(crate) probed: usize,
    /// The longest time from a kill until one of them ran again.
    pub(crate) longest_probed_ms: u64,
    /// The same without the time in which receiver or store were down once the lease was over.
    pub(crate) longest_up_ms: u64,
    /// Those that took too long.
    pub(crate) late: Vec<String>,
}

pub(super) fn check(evidence: &Evidence, histories: &[History<'_>]) -> Recovery {
    let mut recovery = Recovery::default();
    let limit = micros(evidence.lease) + GRACE;
    for history in histories {
        for kill in &evidence.kills {
            let resumed = match left_behind(history, kill) {
                true => {
                    recovery.left += 1;
                    let taken_over = taken_over(history, kill);
                    if let Some(at) = taken_over {
                        recovery.taken_over += 1;
                        let took = at.saturating_sub(kill.gone) / 1000;
                        recovery.longest_ms = recovery.longest_ms.max(took);
                    }
                    if let Some(at) = still_in_flight(history, kill.gone + limit, taken_over) {
                        let case = late(history, kill, at);
                        recovery.late.push(format!("{case} it was still in flight"));
                    }
                    taken_over
                }
                false if evidence.transactional => effect_after(history, kill),
                false => None,
            };
            let mut attempts = history.attempts.iter();
            let probed = attempts.any(|attempt| attempt.probe == Some(kill.incarnation));
            let Some(resumed) = resumed.filter(|_| probed) else {
                continue;
            };
            recovery.probed += 1;
            let took = resumed.saturating_sub(kill.gone);
            recovery.longest_probed_ms = recovery.longest_probed_ms.max(took / 1000);
            let down = downtime(evidence, kill.gone + micros(evidence.lease), resumed);
            let up = took.saturating_sub(down);
            recovery.longest_up_ms = recovery.longest_up_ms.max(up / 1000);
            // The sender's pause, and an attempt that came just before the end of the lease.
            if up > limit + 2 * micros(PROBE_EVERY) {
                recovery.late.push(late(history, kill, resumed));
            }
        }
    }
    recovery
}

fn late(history: &History<'_>, kill: &Kill, at: Micros) -> String {
    let after = at.saturating_sub(kill.gone) / 1000;
    format!(
        "{} {after} ms after the kill of receiver {}",
        history.id, kill.incarnation
    )
}

/// Whether the killed receiver had the claim, or may have had it.
fn left_behind(history: &History<'_>, kill: &Kill) -> bool {
    let own = || {
        history
            .notes
            .iter()
            .filter(|note| note.incarnation == kill.incarnation)
    };
    let settled = own().filter(|note| matches!(note.step, Step::Completed | Step::Released));
    let settled = settled.map(|note| note.at).max().unwrap_or(0);
    own().any(|note| is_claim(history, note) && note.at > settled)
}

/// When a later receiver asked for the claim and got it, or was killed before it could say so.
fn taken_over(history: &History<'_>, kill: &Kill) -> Option<Micros> {
    let mut notes = history.notes.iter();
    let note = notes.find(|note| note.incarnation > kill.incarnation && is_claim(history, note));
    note.map(|note| note.at)
}

/// Whether this is a question for the claim that the store did not refuse.
fn is_claim(history: &History<'_>, asked: &Note) -> bool {
    let refused = |note: &&Note| {
        note.step == Step::Refused
            && note.incarnation == asked.incarnation
            && note.question == asked.question
    };
    asked.step == Step::Asked && !history.notes.iter().any(refused)
}

/// When an attempt was told, after the limit, that the claim which nobody has taken over is in flight.
fn still_in_flight(
    history: &History<'_>,
    limit: Micros,
    taken_over: Option<Micros>,
) -> Option<Micros> {
    let end = taken_over.unwrap_or(Micros::MAX);
    let mut attempts = history.attempts.iter();
    let told = attempts.find(|attempt| {
        attempt.start > limit && attempt.end < end && attempt.outcome.is_in_flight()
    });
    told.map(|attempt| attempt.start)
}

/// When it next took effect, or was acknowledged because it had done so before the kill.
fn effect_after(history: &History<'_>, kill: &Kill) -> Option<Micros> {
    let effects = history
        .effects
        .iter()
        .filter(|effect| effect.incarnation > kill.incarnation);
    let attempts = history
        .attempts
        .iter()
        .filter(|attempt| attempt.start > kill.gone);
    let successes = attempts.filter(|attempt| attempt.outcome.is_success());
    let effect = effects.map(|effect| effect.at).min();
    effect
        .into_iter()
        .chain(successes.map(|attempt| attempt.end))
        .min()
}

/// For how long in this time receiver or store were down.
fn downtime(evidence: &Evidence, start: Micros, end: Micros) -> Micros {
    let kills = evidence.kills.iter().map(|kill| (kill.at, kill.ready));
    let restarts = evidence.restarts.iter().map(|away| (away.at, away.back));
    let mut down: Vec<_> = kills.chain(restarts).collect();
    down.sort_unstable();
    let mut total = 0;
    let mut counted = start;
    for (from, to) in down {
        let (from, to) = (from.max(counted), to.min(end));
        total += to.saturating_sub(from);
        counted = counted.max(to);
    }
    total
}
