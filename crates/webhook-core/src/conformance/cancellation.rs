//! Callers that go away in the middle of a call.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::subject::{LONG, SHORT, Subject};
use crate::store::{Claim, Settled};

/// After how many polls a call is given up: after each of the first few awaits, and later.
const POLLS: [u32; 5] = [1, 2, 3, 5, 8];

/// A claim given up half-way blocks its key for the lease at most.
pub async fn cancelled_claim_frees_its_key(subject: &Subject) {
    let keys = POLLS.map(|polls| (polls, subject.key(&format!("cancelled claim {polls}"))));
    for (polls, key) in &keys {
        // Whether it came through or not, its caller is gone.
        drop(give_up(subject, *polls, subject.claim(key, SHORT)).await);
    }
    for (_, key) in &keys {
        let held = subject.fresh_within(key, SHORT).await;
        let settled = subject.complete(key, held.owner(), LONG).await;
        assert_eq!(settled, Settled::Yes);
    }
}

/// A complete given up half-way leaves the key done, or claimable once the lease is over.
pub async fn cancelled_complete_is_done_or_claimable(subject: &Subject) {
    let mut cancelled = Vec::new();
    for polls in POLLS {
        let key = subject.key(&format!("cancelled complete {polls}"));
        let held = subject.fresh(&key, 2 * SHORT).await;
        let complete = subject.complete(&key, held.owner(), LONG);
        cancelled.push((give_up(subject, polls, complete).await, key));
    }
    subject.pass(3 * SHORT).await;
    for (settled, key) in cancelled {
        match (settled, subject.claim(&key, LONG).await) {
            (Some(Settled::Yes) | None, Claim::Done) | (None, Claim::Fresh(_)) => {}
            (settled, claim) => panic!("complete said {settled:?}, then claim {claim:?}"),
        }
    }
}

/// Polls `call` so often, and drops it if it is not ready by then.
async fn give_up<T>(subject: &Subject, polls: u32, call: impl Future<Output = T>) -> Option<T> {
    let mut call = pin!(call);
    for poll in 0..polls {
        if poll > 0 {
            // Time for whatever the call waits for.
            subject.runtime.pause(SHORT / 1_000).await;
        }
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(answer) = call.as_mut().poll(&mut context) {
            return Some(answer);
        }
    }
    None
}
