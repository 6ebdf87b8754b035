//! Many tasks, one key.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use super::{
    barrier::Barrier,
    subject::{LONG, SHORT, Subject},
};
use crate::store::{AnyDedupeStore, Claim, DedupeKey, DedupeStore as _, Settled};

/// How many tasks race.
const TASKS: usize = 64;

/// Of 64 concurrent claims on a key, one is fresh, though it is completed while the others still
/// claim (T-35).
pub async fn one_fresh_claim_per_key(subject: &Subject) {
    let keys = subject.some_keys("race", subject.keys);
    one_fresh_each(subject, &keys).await;
}

/// The same for keys whose last holder vanished, and for done records whose time is over.
pub async fn one_takeover_per_key(subject: &Subject) {
    let keys = subject.some_keys("takeover", subject.keys.div_ceil(10));
    for (i, key) in keys.iter().enumerate() {
        let held = subject.fresh(key, SHORT).await;
        if i % 2 == 0 {
            subject.complete(key, held.owner(), SHORT).await;
        }
    }
    subject.pass(SHORT).await;
    one_fresh_each(subject, &keys).await;
}

async fn one_fresh_each(subject: &Subject, keys: &Arc<[DedupeKey]>) {
    let fresh: Arc<[AtomicUsize]> = keys.iter().map(|_| AtomicUsize::new(0)).collect();
    let seen = fresh.clone();
    race(subject, keys, move |store, i, key| {
        let seen = seen.clone();
        async move {
            let Claim::Fresh(held) = store.claim(&key, LONG).await? else {
                return Ok(true);
            };
            seen[i].fetch_add(1, SeqCst);
            Ok(store.complete(&key, held.owner(), LONG).await? == Settled::Yes)
        }
    })
    .await;
    for (i, key) in keys.iter().enumerate() {
        assert_eq!(fresh[i].load(SeqCst), 1, "fresh claims of key {i}");
        subject.done(key).await;
    }
}

/// A key that is claimed and released again and again has one holder at any moment.
pub async fn one_holder_at_a_time(subject: &Subject) {
    let keys = subject.some_keys("holder", subject.keys.div_ceil(10));
    let holders: Arc<[AtomicUsize]> = keys.iter().map(|_| AtomicUsize::new(0)).collect();
    race(subject, &keys, move |store, i, key| {
        let holders = holders.clone();
        async move {
            let Claim::Fresh(held) = store.claim(&key, LONG).await? else {
                return Ok(true);
            };
            let alone = holders[i].fetch_add(1, SeqCst) == 0;
            std::thread::yield_now();
            holders[i].fetch_sub(1, SeqCst);
            Ok(store.release(&key, held.owner()).await? == Settled::Yes && alone)
        }
    })
    .await;
    for key in keys.iter() {
        drop(subject.fresh(key, LONG).await);
    }
}

/// Runs `turn` in every task at once, key by key. A turn that is false fails the check, but only
/// when all are over: a task that panicked would leave the others at the barrier.
async fn race<F, T>(subject: &Subject, keys: &Arc<[DedupeKey]>, turn: F)
where
    F: Fn(AnyDedupeStore, usize, DedupeKey) -> T + Clone + Send + Sync + 'static,
    T: Future<Output = Result<bool, crate::store::StoreError>> + Send,
{
    let barrier = Arc::new(Barrier::new(TASKS));
    let failed = Arc::new(AtomicUsize::new(0));
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let (store, keys, turn) = (subject.store.clone(), keys.clone(), turn.clone());
            let (barrier, failed) = (barrier.clone(), failed.clone());
            subject.runtime.spawn(Box::pin(async move {
                for (i, key) in keys.iter().enumerate() {
                    barrier.wait().await;
                    if !matches!(turn(store.clone(), i, *key).await, Ok(true)) {
                        failed.fetch_add(1, SeqCst);
                    }
                }
            }))
        })
        .collect();
    for task in tasks {
        task.await;
    }
    assert_eq!(failed.load(SeqCst), 0, "turns that failed");
}
