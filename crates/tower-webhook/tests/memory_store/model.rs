//! The claim state machine against a model that is too simple to be wrong.

use std::{collections::HashMap, time::Duration};

use proptest::prelude::*;
use tower_webhook::MemoryStore;
use webhook_core::store::{Claim, DedupeStore as _, Lease, Owner, Settled};

use super::key;

/// Keys to choose from.
const KEYS: usize = 3;

/// One step. Times are whole seconds, as the store keeps them.
#[derive(Clone, Copy, Debug)]
enum Step {
    Claim { id: usize, lease: u64 },
    Renew { id: usize, who: usize, lease: u64 },
    Complete { id: usize, who: usize, keep: u64 },
    Release { id: usize, who: usize },
    DropLease { who: usize },
    Advance { seconds: u64 },
}

fn step() -> impl Strategy<Value = Step> {
    let (id, who, seconds) = (0..KEYS, 0..6_usize, 0..20_u64);
    prop_oneof![
        4 => (id.clone(), seconds.clone()).prop_map(|(id, lease)| Step::Claim { id, lease }),
        1 => (id.clone(), who.clone(), seconds.clone())
            .prop_map(|(id, who, lease)| Step::Renew { id, who, lease }),
        2 => (id.clone(), who.clone(), seconds.clone())
            .prop_map(|(id, who, keep)| Step::Complete { id, who, keep }),
        2 => (id, who.clone()).prop_map(|(id, who)| Step::Release { id, who }),
        1 => who.prop_map(|who| Step::DropLease { who }),
        1 => seconds.prop_map(|seconds| Step::Advance { seconds }),
    ]
}

/// What is known of a key that is not absent.
#[derive(Clone, Copy, PartialEq)]
enum State {
    InFlight { owner: Owner, until: u64 },
    Done { until: u64 },
}

/// The table of states, in a map.
#[derive(Default)]
struct Model {
    now: u64,
    states: HashMap<usize, State>,
}

impl Model {
    fn state(&self, id: usize) -> Option<State> {
        match self.states.get(&id) {
            Some(State::Done { until }) if *until <= self.now => None,
            state => state.copied(),
        }
    }

    fn holds(&self, id: usize, owner: Owner) -> bool {
        matches!(self.state(id), Some(State::InFlight { owner: holder, .. }) if holder == owner)
    }

    fn is_done(&self, id: usize) -> bool {
        matches!(self.state(id), Some(State::Done { .. }))
    }

    /// The answer to a renew or a release.
    fn settled(&self, id: usize, owner: Owner) -> Settled {
        match self.is_done(id) {
            _ if self.holds(id, owner) => Settled::Yes,
            true => Settled::Done,
            false => Settled::Lost,
        }
    }
}

/// Everything that was claimed, with its lease while that is held.
type Claims = Vec<(usize, Owner, Option<Lease>)>;

/// The owner of the `who`-th last claim, or one that never was.
fn owner(claims: &Claims, who: usize) -> Owner {
    let claim = claims.iter().rev().nth(who);
    claim.map_or(Owner::from_bytes([9; 16]), |(_, owner, _)| *owner)
}

async fn run(steps: Vec<Step>) {
    let store = MemoryStore::new();
    let mut model = Model::default();
    let mut claims = Claims::new();
    for step in steps {
        match step {
            Step::Claim { id, lease } => {
                let claim = store
                    .claim(&key(id), Duration::from_secs(lease))
                    .await
                    .unwrap();
                match (model.state(id), claim) {
                    (None, Claim::Fresh(held)) => {
                        let (owner, until) = (held.owner(), model.now + lease);
                        model.states.insert(id, State::InFlight { owner, until });
                        claims.push((id, owner, Some(held)));
                    }
                    (Some(State::InFlight { until, .. }), Claim::InFlight { retry_after }) => {
                        let left = until.checked_sub(model.now).filter(|left| *left > 0);
                        assert_eq!(retry_after.as_secs(), left.unwrap_or(1));
                    }
                    (Some(State::Done { .. }), Claim::Done) => {}
                    (_, claim) => panic!("{step:?}: {claim:?}"),
                }
            }
            Step::Renew { id, who, lease } => {
                let owner = owner(&claims, who);
                let settled = store
                    .renew(&key(id), owner, Duration::from_secs(lease))
                    .await;
                assert_eq!(settled.unwrap(), model.settled(id, owner), "{step:?}");
                if model.holds(id, owner) {
                    let until = model.now + lease;
                    model.states.insert(id, State::InFlight { owner, until });
                }
            }
            Step::Complete { id, who, keep } => {
                let owner = owner(&claims, who);
                let settled = store
                    .complete(&key(id), owner, Duration::from_secs(keep))
                    .await;
                let expected = match model.state(id) {
                    None => Settled::Yes,
                    Some(_) => model.settled(id, owner),
                };
                assert_eq!(settled.unwrap(), expected, "{step:?}");
                if expected == Settled::Yes {
                    let until = model.now + keep;
                    model.states.insert(id, State::Done { until });
                }
            }
            Step::Release { id, who } => {
                let owner = owner(&claims, who);
                let settled = store.release(&key(id), owner).await.unwrap();
                assert_eq!(settled, model.settled(id, owner), "{step:?}");
                if model.holds(id, owner) {
                    model.states.remove(&id);
                }
            }
            Step::DropLease { who } => {
                let Some((id, owner, lease)) = claims.iter_mut().rev().nth(who) else {
                    continue;
                };
                // The second drop of one lease drops nothing.
                if lease.take().is_some() && model.holds(*id, *owner) {
                    model.states.remove(id);
                }
            }
            Step::Advance { seconds } => {
                tokio::time::advance(Duration::from_secs(seconds)).await;
                model.now += seconds;
            }
        }
        let in_flight =
            (0..KEYS).filter(|id| matches!(model.state(*id), Some(State::InFlight { .. })));
        assert_eq!(store.in_flight(), in_flight.count(), "after {step:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn store_behaves_as_the_model(steps in prop::collection::vec(step(), 1..80)) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(run(steps));
    }
}
