//! The states of one claim, without time.

use super::subject::{LONG, Subject, stranger};
use crate::store::{DedupeKey, Settled};

/// The first claim is fresh; the next is in flight, for more than nothing and at most the lease.
pub async fn first_claim_is_fresh_the_second_in_flight(subject: &Subject) {
    let key = subject.key("first");
    let _held = subject.fresh(&key, LONG).await;
    let retry_after = subject.in_flight(&key).await;
    assert!(
        !retry_after.is_zero() && retry_after <= LONG,
        "retry after {retry_after:?} of {LONG:?}"
    );
}

/// What its owner completed is done.
pub async fn done_after_complete(subject: &Subject) {
    let key = subject.key("done");
    let held = subject.fresh(&key, LONG).await;
    assert_eq!(
        subject.complete(&key, held.owner(), LONG).await,
        Settled::Yes
    );
    subject.done(&key).await;
    // The holder goes; what it earned stays.
    drop(held);
    subject.done(&key).await;
}

/// What its owner released is claimable at once, and no longer that owner's.
pub async fn release_frees_the_key(subject: &Subject) {
    let key = subject.key("release");
    let first = subject.fresh(&key, LONG).await;
    assert_eq!(subject.release(&key, first.owner()).await, Settled::Yes);
    assert_eq!(subject.release(&key, first.owner()).await, Settled::Lost);
    assert_eq!(
        subject.renew(&key, first.owner(), LONG).await,
        Settled::Lost
    );

    let second = subject.fresh(&key, LONG).await;
    assert_ne!(
        first.owner(),
        second.owner(),
        "an owner is new for each claim"
    );
    // The first holder's lease ends only now, which must not touch the second's.
    drop(first);
    subject.in_flight(&key).await;
    assert_eq!(
        subject.complete(&key, second.owner(), LONG).await,
        Settled::Yes
    );
}

/// Renew, complete and release by another owner are refused and change nothing (T-36).
pub async fn strangers_change_nothing(subject: &Subject) {
    let key = subject.key("stranger");
    let held = subject.fresh(&key, LONG).await;

    assert_eq!(subject.release(&key, stranger()).await, Settled::Lost);
    subject.in_flight(&key).await;
    assert_eq!(
        subject.complete(&key, stranger(), LONG).await,
        Settled::Lost
    );
    subject.in_flight(&key).await;
    assert_eq!(
        subject.renew(&key, stranger(), 2 * LONG).await,
        Settled::Lost
    );
    assert!(
        subject.in_flight(&key).await <= LONG,
        "a stranger extended the lease"
    );

    assert_eq!(subject.renew(&key, held.owner(), LONG).await, Settled::Yes);
    assert_eq!(
        subject.complete(&key, held.owner(), LONG).await,
        Settled::Yes
    );
}

/// Complete writes done where no record is left: the work was done, whatever became of the claim.
pub async fn complete_of_an_absent_key_writes_done(subject: &Subject) {
    let key = subject.key("absent");
    assert_eq!(subject.complete(&key, stranger(), LONG).await, Settled::Yes);
    subject.done(&key).await;
}

/// A done record is nobody's: completing it again says so, renewing or releasing it does nothing.
pub async fn done_refuses_every_owner(subject: &Subject) {
    let key = subject.key("refuse");
    let held = subject.fresh(&key, LONG).await;
    assert_eq!(
        subject.complete(&key, held.owner(), LONG).await,
        Settled::Yes
    );
    for owner in [held.owner(), stranger()] {
        assert_eq!(subject.complete(&key, owner, LONG).await, Settled::Done);
        assert_ne!(subject.renew(&key, owner, LONG).await, Settled::Yes);
        assert_ne!(subject.release(&key, owner).await, Settled::Yes);
        subject.done(&key).await;
    }
}

/// The same id under another endpoint, tenant or provider is another delivery (T-38 to T-40).
pub async fn keys_are_independent(subject: &Subject) {
    let (id, other) = (subject.identity("same id"), subject.identity("other id"));
    let keys = [
        DedupeKey::new("a", None, "p", id.as_bytes()),
        DedupeKey::new("b", None, "p", id.as_bytes()),
        DedupeKey::new("a", Some(""), "p", id.as_bytes()),
        DedupeKey::new("a", Some("t"), "p", id.as_bytes()),
        DedupeKey::new("a", Some("u"), "p", id.as_bytes()),
        DedupeKey::new("a", None, "q", id.as_bytes()),
        DedupeKey::new("a", None, "p", other.as_bytes()),
        // Fields that read alike once they are joined.
        DedupeKey::new("ap", None, "", id.as_bytes()),
        DedupeKey::new("", None, "ap", id.as_bytes()),
    ];
    let mut held = Vec::new();
    for key in &keys {
        held.push(subject.fresh(key, LONG).await);
    }
    // Each is settled without the others'.
    for (settled, (key, lease)) in keys.iter().zip(&held).enumerate() {
        for done in &keys[..settled] {
            subject.done(done).await;
        }
        for in_flight in &keys[settled..] {
            subject.in_flight(in_flight).await;
        }
        assert_eq!(
            subject.complete(key, lease.owner(), LONG).await,
            Settled::Yes
        );
    }
}
