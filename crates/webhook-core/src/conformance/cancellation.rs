//! Callers that go away in the middle of a call.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::subject::{LONG, SHORT, Subject};
use crate::store::{Claim, Settled};

/// A call that is given up after each of its polls, one poll later each time, is complete by then.
const MOST_POLLS: u32 = 50;

/// A claim given up at any of its awaits blocks its key for the lease at most.
pub async fn cancelled_claim_frees_its_key(subject: &Subject) {
    let mut keys = Vec::new();
    for polls in 1..=MOST_POLLS {
        let key = subject.key(&format!("cancelled claim {polls}"));
        // Whether it came through or not, its caller is gone.
        let answer = give_up(subject, polls, subject.claim(&key, SHORT)).await;
        keys.push(key);
        if answer.is_some() {
            break;
        }
    }
    for key in &keys {
        let held = subject.fresh_within(key, SHORT).await;
        let settled = subject.complete(key, held.owner(), LONG).await;
        assert_eq!(settled, Settled::Yes);
    }
}

/// A complete given up at any of its awaits leaves the key done, or claimable once the lease is over.
pub async fn cancelled_complete_is_done_or_claimable(subject: &Subject) {
    let mut cancelled = Vec::new();
    for polls in 1..=MOST_POLLS {
        let key = subject.key(&format!("cancelled complete {polls}"));
        let held = subject.fresh(&key, 2 * SHORT).await;
        let complete = subject.complete(&key, held.owner(), LONG);
        let answer = give_up(subject, polls, complete).await;
        cancelled.push((answer, key));
        if answer.is_some() {
            break;
        }
    }
    subject.pass(3 * SHORT).await;
    for (settled, key) in cancelled {
        match (settled, subject.claim(&key, LONG).await) {
            (Some(Settled::Yes) | None, Claim::Done) | (None, Claim::Fresh(_)) => {}
            (settled, claim) => panic!("complete said {settled:?}, then claim {claim:?}"),
        }
    }
}

/// A release given up at any of its awaits leaves the key free, or claimable once the lease is over.
pub async fn cancelled_release_frees_its_key(subject: &Subject) {
    let mut keys = Vec::new();
    for polls in 1..=MOST_POLLS {
        let key = subject.key(&format!("cancelled release {polls}"));
        let held = subject.fresh(&key, SHORT).await;
        let answer = give_up(subject, polls, subject.release(&key, held.owner())).await;
        if let Some(settled) = answer {
            assert_eq!(settled, Settled::Yes);
            drop(subject.fresh(&key, LONG).await);
            break;
        }
        keys.push(key);
    }
    for key in &keys {
        drop(subject.fresh_within(key, SHORT).await);
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
