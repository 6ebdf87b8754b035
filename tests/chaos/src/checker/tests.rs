//! Hand-made evidence: a right one passes, and each rule is broken once by the smallest change.

use super::*;
use crate::witness::Step;

const SECOND: Micros = 1_000_000;
/// When the receiver 0 is killed in most of these.
const KILLED: Micros = 10 * SECOND;

/// A plan without duplicates among its first deliveries, to be told of by hand.
fn plan() -> Plan {
    let plans = (0..).map(|seed| Plan::new(seed, Duration::ZERO));
    let single = |plan: &Plan| (0..3).all(|delivery| plan.duplicate(delivery).is_none());
    plans.into_iter().find(single).expect("one in two")
}

fn evidence() -> Evidence {
    Evidence {
        plan: plan(),
        deliveries: 1,
        attempts: vec![answered(0, 8 * SECOND, 200)],
        effects: vec![effect(0, 0, 8 * SECOND)],
        notes: Vec::new(),
        kills: vec![killed(0, KILLED)],
        restarts: Vec::new(),
        lease: Duration::from_secs(2),
        concurrency: 2,
        transactional: false,
    }
}

fn killed(incarnation: u32, at: Micros) -> Kill {
    Kill {
        incarnation,
        at,
        gone: at + 1_000,
        ready: at + 100_000,
    }
}

fn effect(delivery: u32, incarnation: u32, at: Micros) -> Effect {
    Effect {
        id: plan().id(delivery),
        incarnation,
        at,
    }
}

/// Takes a millisecond.
fn attempt(delivery: u32, start: Micros, outcome: Outcome) -> Attempt {
    Attempt {
        delivery,
        copy: 0,
        start,
        end: start + 1_000,
        outcome,
        probe: None,
    }
}

fn answered(delivery: u32, start: Micros, status: u16) -> Attempt {
    let refusal = (status == 503).then(|| "in_flight".to_owned());
    attempt(delivery, start, Outcome::Answered { status, refusal })
}

fn note(step: Step, incarnation: u32, question: u64, at: Micros) -> Note {
    Note {
        step,
        key: plan().key(0).expect("a key").to_string(),
        incarnation,
        question,
        at,
    }
}

#[track_caller]
fn assert_broken(evidence: &Evidence, rule: &str) {
    let broken = check(evidence).broken();
    assert!(
        broken.len() == 1 && broken[0].starts_with(rule),
        "{rule}: {broken:?}"
    );
}

#[track_caller]
fn assert_right(evidence: &Evidence) -> Verdict {
    let verdict = check(evidence);
    let broken = verdict.broken();
    assert!(broken.is_empty(), "{broken:?}");
    verdict
}

#[test]
fn a_delivery_that_took_effect_once_and_was_acknowledged_is_right() {
    let verdict = assert_right(&evidence());
    assert_eq!(verdict.doubles.count(), 0);
}

#[test]
fn an_acknowledged_delivery_without_an_effect_is_lost() {
    let mut evidence = evidence();
    evidence.effects.clear();
    assert_broken(&evidence, "acknowledged without an effect: 1");
}

#[test]
fn every_copy_must_be_acknowledged() {
    let mut evidence = evidence();
    evidence.attempts = vec![
        answered(0, 8 * SECOND, 500),
        attempt(0, 9 * SECOND, Outcome::Reset),
    ];
    assert_broken(&evidence, "never acknowledged: 1");

    // A second copy, whose plan says that it is to be sent.
    let twice = (0..).find(|delivery| evidence.plan.duplicate(*delivery).is_some());
    let twice = twice.expect("a fifth of them");
    evidence.deliveries = twice + 1;
    evidence.attempts = (0..=twice)
        .map(|delivery| answered(delivery, SECOND, 200))
        .collect();
    evidence.effects = (0..=twice)
        .map(|delivery| effect(delivery, 0, SECOND))
        .collect();
    assert_broken(&evidence, "never acknowledged: 1");
    evidence.attempts.push(Attempt {
        copy: 1,
        ..answered(twice, 2 * SECOND, 200)
    });
    assert_right(&evidence);
}

#[test]
fn no_effect_may_follow_the_first_acknowledgement() {
    let mut evidence = evidence();
    // A kill would explain the double, but not that somebody had been told it was done.
    evidence.effects.push(effect(0, 1, 12 * SECOND));
    assert_broken(&evidence, "took effect after being acknowledged: 1");
}

#[test]
fn answers_effects_and_claims_of_something_else_are_strange() {
    let mut wrong = evidence();
    wrong.attempts.insert(0, answered(0, 7 * SECOND, 401));
    assert_broken(&wrong, "strange: 1");

    let mut foreign = evidence();
    foreign.effects.push(effect(99, 0, 8 * SECOND));
    assert_broken(&foreign, "strange: 1");

    let mut foreign = evidence();
    foreign.notes.push(Note {
        key: "00".to_owned(),
        ..note(Step::Asked, 0, 1, 8 * SECOND)
    });
    assert_broken(&foreign, "strange: 1");
}

/// Two effects of a delivery that is acknowledged long after.
fn double(first: (u32, Micros), second: (u32, Micros)) -> Evidence {
    Evidence {
        attempts: vec![answered(0, 90 * SECOND, 200)],
        effects: vec![effect(0, first.0, first.1), effect(0, second.0, second.1)],
        kills: vec![killed(0, 10 * SECOND), killed(1, 20 * SECOND)],
        restarts: vec![Restart {
            at: 30 * SECOND,
            back: 31 * SECOND,
        }],
        ..evidence()
    }
}

#[test]
fn a_double_is_explained_by_what_fell_between_its_effects() {
    let at = |tenths: Micros| tenths * SECOND / 10;
    for (what, first, second, kill, restart) in [
        (
            "the first one's receiver was killed",
            (0, at(99)),
            (1, at(120)),
            1,
            0,
        ),
        (
            "it wrote while it was killed",
            (0, 10 * SECOND + 500),
            (1, at(120)),
            1,
            0,
        ),
        ("as late as you like", (0, at(1)), (5, at(800)), 1, 0),
        ("killed before the first", (0, at(101)), (1, at(120)), 0, 0),
        ("another one was killed", (1, at(105)), (2, at(120)), 0, 0),
        ("killed after the second", (0, at(80)), (0, at(90)), 0, 0),
        ("the same receiver again", (1, at(150)), (1, at(190)), 0, 0),
        ("the store went away", (2, at(299)), (2, at(320)), 0, 1),
        ("the store was away", (2, at(305)), (2, at(320)), 0, 1),
        (
            "the store was back before",
            (2, at(311)),
            (2, at(330)),
            0,
            0,
        ),
        (
            "the store went away after",
            (2, at(250)),
            (2, at(299)),
            0,
            0,
        ),
    ] {
        let doubles = check(&double(first, second)).doubles;
        assert_eq!(
            (doubles.by_kill, doubles.by_restart),
            (kill, restart),
            "{what}"
        );
        assert_eq!(doubles.unexplained.len(), 1 - kill - restart, "{what}");
        assert_eq!(doubles.count(), 1, "{what}");
    }
}

#[test]
fn an_unexplained_double_breaks_the_rule() {
    assert_broken(
        &double((0, 3 * SECOND), (0, 4 * SECOND)),
        "took effect twice without a reason: 1",
    );
    assert_right(&double((0, 9 * SECOND), (1, 12 * SECOND)));
}

#[test]
fn a_kill_is_no_excuse_for_a_store_that_forgets() {
    let mut evidence = double((0, 9 * SECOND), (1, 12 * SECOND));
    evidence.notes = vec![
        note(Step::Asked, 0, 1, 8 * SECOND),
        note(Step::Claimed, 0, 1, 8 * SECOND + 1),
        note(Step::Completed, 0, 0, 9 * SECOND + 1),
        note(Step::Asked, 1, 1, 11 * SECOND),
        note(Step::Claimed, 1, 1, 11 * SECOND + 1),
        note(Step::Completed, 1, 0, 13 * SECOND),
    ];
    assert_broken(&evidence, "took effect twice without a reason: 1");
    evidence.notes.remove(2);
    assert_right(&evidence);
}

#[test]
fn in_a_transaction_no_double_is_forgiven() {
    let mut evidence = double((0, 9 * SECOND), (1, 12 * SECOND));
    evidence.transactional = true;
    assert_broken(&evidence, "took effect twice in a transaction: 1");
}

#[test]
fn a_kill_explains_as_many_doubles_as_handlers_ran() {
    let doubled = |deliveries: u32| {
        let mut evidence = double((0, 9 * SECOND), (1, 12 * SECOND));
        evidence.deliveries = deliveries;
        evidence.attempts = (0..deliveries)
            .map(|delivery| answered(delivery, 90 * SECOND, 200))
            .collect();
        evidence.effects = (0..deliveries)
            .flat_map(|delivery| {
                [
                    effect(delivery, 0, 9 * SECOND),
                    effect(delivery, 1, 12 * SECOND),
                ]
            })
            .collect();
        evidence
    };
    assert_eq!(assert_right(&doubled(2)).doubles.by_kill, 2);
    assert_broken(&doubled(3), "more doubles than handlers: 1");
}

/// A claim that the kill left, taken over after so long.
fn left(taken_over: Micros) -> Evidence {
    let end = KILLED + taken_over;
    Evidence {
        attempts: vec![answered(0, end, 200)],
        effects: vec![effect(0, 1, end + 100)],
        notes: vec![
            note(Step::Asked, 0, 1, KILLED - 200),
            note(Step::Claimed, 0, 1, KILLED - 100),
            note(Step::Asked, 1, 1, end),
            note(Step::Claimed, 1, 1, end + 50),
            note(Step::Completed, 1, 0, end + 200),
        ],
        ..evidence()
    }
}

#[test]
fn a_claim_left_by_a_kill_is_measured() {
    let recovery = assert_right(&left(2 * SECOND)).recovery;
    assert_eq!(
        (recovery.left, recovery.taken_over, recovery.longest_ms),
        (1, 1, 1_999)
    );

    // Settled before the kill: nothing was left.
    for step in [Step::Completed, Step::Released] {
        let mut evidence = left(2 * SECOND);
        evidence.notes.push(note(step, 0, 0, KILLED - 50));
        assert_eq!(check(&evidence).recovery.left, 0, "{step:?}");
    }
    // The store had refused it: neither.
    let mut evidence = left(2 * SECOND);
    evidence.notes[1].step = Step::Refused;
    assert_eq!(check(&evidence).recovery.left, 0);
    // Killed before it could say whether it has the claim: perhaps.
    evidence.notes.remove(1);
    assert_eq!(check(&evidence).recovery.left, 1);
}

#[test]
fn a_sender_that_pauses_is_no_late_recovery_but_an_answer_in_flight_is() {
    let mut evidence = left(9 * SECOND);
    assert_right(&evidence);
    // The lease is 2 seconds, the tolerance one.
    evidence
        .attempts
        .insert(0, answered(0, KILLED + 29 * SECOND / 10, 503));
    assert_right(&evidence);
    evidence
        .attempts
        .insert(1, answered(0, KILLED + 31 * SECOND / 10, 503));
    assert_broken(&evidence, "did not run again in time: 1");
    // Somebody else had it by then.
    evidence
        .notes
        .insert(2, note(Step::Asked, 1, 9, KILLED + 3 * SECOND));
    assert_right(&evidence);
}

#[test]
fn a_probed_delivery_must_run_again_within_the_lease_and_a_second() {
    let probed = |after: Micros, transactional: bool| {
        let mut evidence = left(after);
        evidence.attempts[0].probe = Some(0);
        evidence.transactional = transactional;
        if transactional {
            evidence.notes.clear();
        }
        evidence
    };
    for transactional in [false, true] {
        let verdict = assert_right(&probed(3 * SECOND, transactional));
        assert_eq!(verdict.recovery.probed, 1);
        assert_broken(
            &probed(33 * SECOND / 10, transactional),
            "did not run again in time: 1",
        );
        // The next kill kept it from running; while the lease still ran, that counts for nothing.
        for (killed_at, right) in [(125, true), (112, false)] {
            let mut evidence = probed(33 * SECOND / 10, transactional);
            evidence.kills.push(Kill {
                ready: killed_at * SECOND / 10 + 300_000,
                ..killed(1, killed_at * SECOND / 10)
            });
            assert_eq!(check(&evidence).broken().is_empty(), right, "{killed_at}");
        }
    }
}
