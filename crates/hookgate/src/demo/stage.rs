//! The stage: where a provider's handler runs. It counts the runs and does what it is told, as an
//! application's handler would succeed, fail or take its time.

use std::sync::Arc;

use tokio::sync::watch;

/// One provider's stage. Clones share it.
#[derive(Clone, Debug)]
pub struct Stage(Arc<watch::Sender<State>>);

/// How a handler ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its work is done.
    Success,
    /// It failed, and wants the delivery again.
    Failure,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    /// How many runs have started.
    pub(super) runs: usize,
    act: Act,
}

/// What handlers do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Act {
    /// They succeed.
    #[default]
    Succeed,
    /// The next one fails, those after it succeed.
    FailOnce,
    /// They wait for [`Act::Succeed`].
    Wait,
}

impl Default for Stage {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(State::default())))
    }
}

impl Stage {
    /// How many handler runs have started so far.
    pub fn runs(&self) -> usize {
        self.0.borrow().runs
    }

    /// One run of the handler; receivers call this once for every delivery that they handle.
    pub async fn run(&self) -> Ending {
        let mut act = Act::Succeed;
        self.0.send_modify(|state| {
            state.runs += 1;
            act = state.act;
            if act == Act::FailOnce {
                state.act = Act::Succeed;
            }
        });
        match act {
            Act::Succeed => Ending::Success,
            Act::FailOnce => Ending::Failure,
            Act::Wait => {
                // An error would mean that the sender is gone, and `self` holds it.
                let _ = self
                    .0
                    .subscribe()
                    .wait_for(|state| state.act != Act::Wait)
                    .await;
                Ending::Success
            }
        }
    }

    pub(super) fn direct(&self, act: Act) {
        self.0.send_if_modified(|state| {
            let changed = state.act != act;
            state.act = act;
            changed
        });
    }

    pub(super) fn watch(&self) -> watch::Receiver<State> {
        self.0.subscribe()
    }
}
