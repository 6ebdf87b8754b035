//! Random sequences of operations, against a model that is too simple to be wrong.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use proptest::{
    collection::vec,
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};

use super::subject::{LONG, STEP, Subject, stranger};
use crate::store::{Claim, DedupeKey, Lease, Owner, Settled};

/// Keys to choose from.
const KEYS: usize = 3;
/// The longest sequence.
const STEPS: usize = 40;
/// How long something lasts whose end a sequence waits for.
const BRIEF: Duration = STEP;

/// One step. `who` counts back the owners that claimed, of any key.
#[derive(Clone, Copy, Debug)]
enum Step {
    Claim { id: usize },
    ClaimAndVanish { id: usize },
    Renew { id: usize, who: usize },
    Complete { id: usize, who: usize },
    CompleteBriefly { id: usize, who: usize },
    Release { id: usize, who: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let (id, who) = (0..KEYS, 0..5_usize);
    let both = (id.clone(), who);
    prop_oneof![
        8 => id.clone().prop_map(|id| Step::Claim { id }),
        1 => id.prop_map(|id| Step::ClaimAndVanish { id }),
        2 => both.clone().prop_map(|(id, who)| Step::Renew { id, who }),
        4 => both.clone().prop_map(|(id, who)| Step::Complete { id, who }),
        1 => both.clone().prop_map(|(id, who)| Step::CompleteBriefly { id, who }),
        4 => both.prop_map(|(id, who)| Step::Release { id, who }),
    ]
}

/// Every answer to a random sequence of operations is the one that the model gives, so that all stores
/// give the same. As many sequences as the environment's `PROPTEST_CASES` says, by default 64, run side
/// by side; one that fails is cut down to its shortest form and printed.
pub async fn answers_are_the_models(subject: &Subject) {
    let cases = std::env::var("PROPTEST_CASES").ok();
    let cases = cases.and_then(|cases| cases.parse().ok()).unwrap_or(64);
    let mut runner = TestRunner::new(Config::with_cases(cases));
    let mut trees = Vec::new();
    for _ in 0..cases {
        let tree = vec(step(), 1..STEPS).new_tree(&mut runner);
        trees.push(tree.expect("sequences are never rejected"));
    }
    // So many at once that waiting costs little, and a pool of connections is not exhausted.
    for trees in trees.chunks_mut(64) {
        let failed = run_together(subject, trees).await;
        if let Some(case) = failed {
            let (steps, fault) = shortest(subject, &mut trees[case]).await;
            panic!("{fault}\nafter {steps:#?}");
        }
    }
}

/// Runs the sequences side by side and tells which failed.
async fn run_together(
    subject: &Subject,
    trees: &[impl ValueTree<Value = Vec<Step>>],
) -> Option<usize> {
    let failed = Arc::new(Mutex::new(None));
    let mut tasks = Vec::new();
    for (case, tree) in trees.iter().enumerate() {
        let (subject, steps, failed) = (subject.clone(), tree.current(), failed.clone());
        tasks.push(subject.runtime.clone().spawn(Box::pin(async move {
            if run(&subject, &steps).await.is_err() {
                *failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(case);
            }
        })));
    }
    for task in tasks {
        task.await;
    }
    failed.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// The shortest sequence found that still fails, and how.
async fn shortest(
    subject: &Subject,
    tree: &mut impl ValueTree<Value = Vec<Step>>,
) -> (Vec<Step>, String) {
    let mut found = (tree.current(), "failed once, but not again".to_owned());
    let mut going = true;
    while going {
        let steps = tree.current();
        going = match run(subject, &steps).await {
            Err(fault) => {
                found = (steps, fault);
                tree.simplify()
            }
            Ok(()) => tree.complicate(),
        };
    }
    found
}

/// What is known of a key that is not absent.
#[derive(Clone, Copy, PartialEq)]
enum State {
    InFlight(Owner),
    Done,
}

/// The table of states, and everyone who ever claimed.
#[derive(Default)]
struct Model {
    states: HashMap<usize, State>,
    claimed: Vec<Owner>,
    /// Held to the end: a store in memory frees the key of a lease that is dropped.
    leases: Vec<Lease>,
}

impl Model {
    fn owner(&self, who: usize) -> Owner {
        let owner = self.claimed.iter().rev().nth(who);
        owner.copied().unwrap_or_else(stranger)
    }

    /// The answer to who wants to change a claim.
    fn settled(&self, id: usize, owner: Owner) -> Settled {
        match self.states.get(&id) {
            Some(State::InFlight(holder)) if *holder == owner => Settled::Yes,
            Some(State::Done) => Settled::Done,
            _ => Settled::Lost,
        }
    }

    fn check_claim(&self, id: usize, claim: &Claim) -> Result<(), String> {
        match (self.states.get(&id), claim) {
            (None, Claim::Fresh(lease)) if !self.claimed.contains(&lease.owner()) => Ok(()),
            (Some(State::InFlight(_)), Claim::InFlight { retry_after })
                if !retry_after.is_zero() && *retry_after <= LONG =>
            {
                Ok(())
            }
            (Some(State::Done), Claim::Done) => Ok(()),
            (state, claim) => Err(format!(
                "claim of a key {}: {claim:?}",
                match state {
                    None => "that is absent",
                    Some(State::InFlight(_)) => "in flight",
                    Some(State::Done) => "that is done",
                }
            )),
        }
    }
}

/// Runs one sequence on keys of its own.
async fn run(subject: &Subject, steps: &[Step]) -> Result<(), String> {
    let keys: [DedupeKey; KEYS] = std::array::from_fn(|_| subject.unique_key());
    let mut model = Model::default();
    for step in steps {
        match *step {
            Step::Claim { id } => {
                let claim = subject.claim(&keys[id], LONG).await;
                model.check_claim(id, &claim)?;
                if let Claim::Fresh(lease) = claim {
                    model.claimed.push(lease.owner());
                    model.states.insert(id, State::InFlight(lease.owner()));
                    model.leases.push(lease);
                }
            }
            Step::ClaimAndVanish { id } => {
                let claim = subject.claim(&keys[id], BRIEF).await;
                model.check_claim(id, &claim)?;
                if let Claim::Fresh(lease) = claim {
                    model.claimed.push(lease.owner());
                    drop(lease);
                    subject.pass(BRIEF).await;
                }
            }
            Step::Renew { id, who } => {
                let owner = model.owner(who);
                let settled = subject.renew(&keys[id], owner, LONG).await;
                expect("renew", settled, model.settled(id, owner))?;
            }
            Step::Complete { id, who } => {
                if complete(subject, &model, &keys[id], (id, who), LONG).await? {
                    model.states.insert(id, State::Done);
                }
            }
            Step::CompleteBriefly { id, who } => {
                if complete(subject, &model, &keys[id], (id, who), BRIEF).await? {
                    model.states.remove(&id);
                    subject.pass(BRIEF).await;
                }
            }
            Step::Release { id, who } => {
                let owner = model.owner(who);
                let settled = subject.release(&keys[id], owner).await;
                expect("release", settled, model.settled(id, owner))?;
                if settled == Settled::Yes {
                    model.states.remove(&id);
                }
            }
        }
    }
    Ok(())
}

/// Completes, and says whether that succeeded as it should.
async fn complete(
    subject: &Subject,
    model: &Model,
    key: &DedupeKey,
    (id, who): (usize, usize),
    keep: Duration,
) -> Result<bool, String> {
    let owner = model.owner(who);
    let settled = subject.complete(key, owner, keep).await;
    let expected = match model.states.get(&id) {
        None => Settled::Yes,
        Some(_) => model.settled(id, owner),
    };
    expect("complete", settled, expected)?;
    Ok(settled == Settled::Yes)
}

fn expect(call: &str, settled: Settled, expected: Settled) -> Result<(), String> {
    if settled == expected {
        return Ok(());
    }
    Err(format!(
        "{call} answers {settled:?} in place of {expected:?}"
    ))
}
