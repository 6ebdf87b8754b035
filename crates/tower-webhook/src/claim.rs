//! [`HeldClaim`]: a claim that is always settled, whatever becomes of its handler.

use std::{
    pin::pin,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use futures_util::{
    FutureExt as _,
    future::{Either, select},
};
use tokio::{
    runtime::Handle,
    time::{sleep, timeout},
};
use webhook_core::{
    DedupeKey,
    store::{DedupeStore as _, Lease, Settled, StoreError},
};

use crate::{observe, shared::Dedupe};

/// How often a completion is tried, with growing pauses: a failed one may run the handler twice.
const COMPLETE_TRIES: u32 = 4;
/// How long a store may take for one try, and for a release.
const SETTLE_TIMEOUT: Duration = Duration::from_secs(1);
/// The first pause between two tries.
const FIRST_PAUSE: Duration = Duration::from_millis(50);

/// The claim on one delivery. Dropped unsettled, it releases itself.
pub(crate) struct HeldClaim {
    dedupe: Dedupe,
    key: DedupeKey,
    /// `None` once settled.
    lease: Option<Lease>,
    lost: AtomicBool,
}

/// What became of a claim that is another's.
pub(crate) enum Gone {
    /// Nobody completed it, as far as the store knows.
    Lost,
    /// Another owner completed it.
    Done,
}

/// How a completion ended.
pub(crate) enum Completed {
    /// The record is done.
    Done,
    /// Another owner holds the claim.
    Lost,
    /// The store did not say so in time.
    Unavailable,
}

impl HeldClaim {
    pub(crate) fn new(dedupe: &Dedupe, key: DedupeKey, lease: Lease) -> Self {
        Self {
            dedupe: dedupe.clone(),
            key,
            lease: Some(lease),
            lost: AtomicBool::new(false),
        }
    }

    /// Runs the handler and renews the claim every third of its lease meanwhile. A handler whose claim
    /// is lost is dropped, unless it is to finish.
    pub(crate) async fn renewing<T>(&self, handler: impl Future<Output = T>) -> Result<T, Gone> {
        let mut handler = pin!(handler);
        loop {
            let pause = pin!(sleep(self.dedupe.lease / 3));
            match select(handler.as_mut(), pause).await {
                Either::Left((outcome, _)) => return Ok(outcome),
                Either::Right(((), _)) => {
                    let renewal = pin!(self.renew());
                    // A store that hangs must not hold the handler up.
                    match select(handler.as_mut(), renewal).await {
                        Either::Left((outcome, _)) => return Ok(outcome),
                        Either::Right((Some(gone), _)) if !self.dedupe.finish_on_lost_lease => {
                            return Err(gone);
                        }
                        Either::Right(_) => {}
                    }
                }
            }
        }
    }

    /// Renews the claim; says so if it is gone.
    async fn renew(&self) -> Option<Gone> {
        let lease = self.lease.as_ref()?;
        let time = self.dedupe.lease;
        let renewal = self.dedupe.store.renew(&self.key, lease.owner(), time);
        // One that hangs must leave time for the next before the lease is over.
        match within(SETTLE_TIMEOUT.min(time / 3), renewal).await {
            Ok(Settled::Yes) => None,
            Ok(Settled::Lost) => {
                self.note_lost();
                Some(Gone::Lost)
            }
            Ok(Settled::Done) => {
                self.note_lost();
                Some(Gone::Done)
            }
            // The next third is another chance; what became of the claim only the store can say.
            Err(error) => {
                observe::renew_failed(&self.key, &error);
                None
            }
        }
    }

    /// Counts a lost claim, once.
    fn note_lost(&self) {
        if !self.lost.swap(true, Ordering::Relaxed) {
            observe::lease_lost(&self.key);
        }
    }

    /// The claim is another's by now: there is nothing to give back.
    pub(crate) fn forget(&mut self) {
        self.lease = None;
    }

    /// Records the delivery as done, trying again while the store fails.
    pub(crate) async fn complete(&mut self) -> Completed {
        let Some(lease) = self.lease.take() else {
            return Completed::Lost;
        };
        let mut pause = FIRST_PAUSE;
        for attempt in 1..=COMPLETE_TRIES {
            let completion =
                self.dedupe
                    .store
                    .complete(&self.key, lease.owner(), self.dedupe.window);
            match within(SETTLE_TIMEOUT, completion).await {
                // Done by whoever took the claim over: a 2xx was earned either way.
                Ok(Settled::Yes | Settled::Done) => return Completed::Done,
                Ok(Settled::Lost) => {
                    self.note_lost();
                    return Completed::Lost;
                }
                Err(error) => observe::complete_failed(&self.key, attempt, &error),
            }
            if attempt < COMPLETE_TRIES {
                sleep(pause).await;
                pause *= 4;
            }
        }
        Completed::Unavailable
    }

    /// Gives the claim back, so that a retry runs.
    pub(crate) async fn release(&mut self) {
        if let Some(lease) = self.lease.take() {
            release(&self.dedupe, &self.key, lease).await;
        }
    }
}

/// A store that hangs is a store that fails.
fn within(
    limit: Duration,
    settling: impl Future<Output = Result<Settled, StoreError>>,
) -> impl Future<Output = Result<Settled, StoreError>> {
    timeout(limit, settling).map(move |answer| {
        answer.unwrap_or_else(|_| Err(StoreError::new(format!("no answer within {limit:?}"))))
    })
}

async fn release(dedupe: &Dedupe, key: &DedupeKey, lease: Lease) {
    match within(SETTLE_TIMEOUT, dedupe.store.release(key, lease.owner())).await {
        Ok(Settled::Yes | Settled::Done) => {}
        Ok(Settled::Lost) => observe::lease_lost(key),
        // The lease ends by itself; the provider's retry then runs.
        Err(error) => observe::release_failed(key, &error),
    }
}

impl Drop for HeldClaim {
    fn drop(&mut self) {
        let Some(lease) = self.lease.take() else {
            return;
        };
        // A guarded lease frees its key by being dropped; any other needs a word to its store.
        if !lease.is_guarded()
            && let Ok(runtime) = Handle::try_current()
        {
            let (dedupe, key) = (self.dedupe.clone(), self.key);
            runtime.spawn(async move { release(&dedupe, &key, lease).await });
        }
    }
}
