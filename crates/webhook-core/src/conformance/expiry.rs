//! What time does to claims and records.

use super::subject::{LONG, SHORT, STEP, Subject};
use crate::store::{Claim, Settled};

/// A done record stays for as long as it was to be kept, and not much longer.
pub async fn done_ends_with_its_time(subject: &Subject) {
    let key = subject.key("keep");
    let held = subject.fresh(&key, LONG).await;
    let since = subject.runtime.elapsed();
    assert_eq!(
        subject.complete(&key, held.owner(), SHORT).await,
        Settled::Yes
    );
    let _next = subject.fresh_within(&key, SHORT).await;
    subject.not_before(since, SHORT);
}

/// The end of the lease does not touch what was completed before it.
pub async fn done_outlives_the_lease(subject: &Subject) {
    let key = subject.key("outlive");
    let held = subject.fresh(&key, SHORT).await;
    assert_eq!(
        subject.complete(&key, held.owner(), LONG).await,
        Settled::Yes
    );
    drop(held);
    subject.pass(2 * SHORT).await;
    subject.done(&key).await;
}

/// A renewed claim lasts for the new lease, from the renewal on.
pub async fn renew_extends_the_lease(subject: &Subject) {
    let key = subject.key("renew");
    let held = subject.fresh(&key, 2 * SHORT).await;
    assert_eq!(subject.renew(&key, held.owner(), LONG).await, Settled::Yes);
    subject.pass(3 * SHORT).await;
    let retry_after = subject.in_flight(&key).await;
    assert!(
        retry_after > 2 * SHORT && retry_after <= LONG,
        "retry after {retry_after:?} of {LONG:?}"
    );
    assert_eq!(
        subject.complete(&key, held.owner(), LONG).await,
        Settled::Yes
    );
}

/// While its lease runs, a claim that is held is nobody else's. Once it is over, a store may give it
/// away or, where it knows that the holder lives, not.
pub async fn held_claim_is_not_taken_over_early(subject: &Subject) {
    let key = subject.key("held");
    let since = subject.runtime.elapsed();
    let held = subject.fresh(&key, SHORT).await;
    while subject.runtime.elapsed() - since < 2 * SHORT {
        if let Claim::Fresh(next) = subject.claim(&key, LONG).await {
            subject.not_before(since, SHORT);
            assert_ne!(held.owner(), next.owner(), "an owner is new for each claim");
            break;
        }
        subject.runtime.pause(STEP).await;
    }
}

/// A holder that vanished blocks its key for its lease at most (T-37).
pub async fn vanished_holder_is_taken_over_in_time(subject: &Subject) {
    let key = subject.key("vanish");
    drop(subject.fresh(&key, SHORT).await);
    let _next = subject.fresh_within(&key, SHORT).await;
    subject.in_flight(&key).await;
}

/// A holder that comes back after another took over is refused and changes nothing (T-36).
pub async fn late_owner_is_refused(subject: &Subject) {
    let key = subject.key("late");
    let late = subject.fresh(&key, SHORT).await.owner();
    let held = subject.fresh_within(&key, SHORT).await;

    assert_eq!(subject.renew(&key, late, LONG).await, Settled::Lost);
    assert_eq!(subject.release(&key, late).await, Settled::Lost);
    subject.in_flight(&key).await;
    assert_eq!(subject.complete(&key, late, LONG).await, Settled::Lost);
    subject.in_flight(&key).await;

    assert_eq!(
        subject.complete(&key, held.owner(), LONG).await,
        Settled::Yes
    );
    assert_eq!(subject.complete(&key, late, LONG).await, Settled::Done);
}
