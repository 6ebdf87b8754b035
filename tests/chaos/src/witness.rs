//! [`Witness`]: a store that notes what it was told, for the checker.
//!
//! A claim is noted before and after the store is asked: one that was asked for and never answered may
//! have been taken, since a kill can fall in between.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use webhook_core::store::{Claim, DedupeKey, DedupeStore, Owner, Settled, StoreError};

use crate::{
    clock::{self, Micros},
    journal::Journal,
};

/// A store and the journal of its claims.
pub(crate) struct Witness<S> {
    store: S,
    journal: Journal,
    incarnation: u32,
    asked: AtomicU64,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The store is asked for it.
    Asked,
    /// It is this receiver's.
    Claimed,
    /// It is somebody else's, or done.
    Refused,
    /// It is done.
    Completed,
    /// It is given back.
    Released,
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    /// What happened.
    pub(crate) step: Step,
    /// The claim's key, in hexadecimal.
    pub(crate) key: String,
    /// Which receiver it was.
    pub(crate) incarnation: u32,
    /// The number of its question to the store; a completion or release is part of none.
    pub(crate) question: u64,
    /// Before the store was asked, or after it answered.
    pub(crate) at: Micros,
}

impl Note {
    /// Reads a line.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let note = Self {
            step: match words.next()? {
                "asked" => Step::Asked,
                "refused" => Step::Refused,
                "claimed" => Step::Claimed,
                "completed" => Step::Completed,
                "released" => Step::Released,
                _ => return None,
            },
            key: words.next()?.to_owned(),
            incarnation: words.next()?.parse().ok()?,
            question: words.next()?.parse().ok()?,
            at: words.next()?.parse().ok()?,
        };
        words.next().is_none().then_some(note)
    }
}

impl<S> Witness<S> {
    /// Notes what `store` does.
    pub(crate) fn new(store: S, journal: Journal, incarnation: u32) -> Self {
        Self {
            store,
            journal,
            incarnation,
            asked: AtomicU64::new(1),
        }
    }

    fn note(&self, step: &str, key: &DedupeKey, question: u64) -> Result<(), StoreError> {
        let (incarnation, at) = (self.incarnation, clock::now());
        let line = format!("{step} {key} {incarnation} {question} {at}");
        let noted = self.journal.append(&line);
        noted.map_err(|error| StoreError::new("a claim was not noted").with_source(error))
    }
}

impl<S: DedupeStore> DedupeStore for Witness<S> {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        let question = self.asked.fetch_add(1, Ordering::Relaxed);
        self.note("asked", key, question)?;
        let claim = self.store.claim(key, lease).await?;
        let step = match claim {
            Claim::Fresh(_) => "claimed",
            Claim::InFlight { .. } | Claim::Done => "refused",
        };
        self.note(step, key, question)?;
        Ok(claim)
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        self.store.renew(key, owner, lease).await
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        let settled = self.store.complete(key, owner, keep).await?;
        if settled == Settled::Yes {
            self.note("completed", key, 0)?;
        }
        Ok(settled)
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        let settled = self.store.release(key, owner).await?;
        if settled == Settled::Yes {
            self.note("released", key, 0)?;
        }
        Ok(settled)
    }
}

/// A store that remembers nothing: every copy reaches the handler, whose transaction decides.
pub(crate) struct Forgetful;

impl DedupeStore for Forgetful {
    async fn claim(&self, _: &DedupeKey, _: Duration) -> Result<Claim, StoreError> {
        // Nobody compares owners here.
        let owner = Owner::from_bytes([7; 16]);
        Ok(Claim::Fresh(webhook_core::store::Lease::new(owner)))
    }

    async fn renew(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        Ok(Settled::Yes)
    }

    async fn complete(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
        Ok(Settled::Yes)
    }

    async fn release(&self, _: &DedupeKey, _: Owner) -> Result<Settled, StoreError> {
        Ok(Settled::Yes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal;

    #[tokio::test]
    async fn what_the_store_did_is_noted_and_what_it_refused_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("claims");
        let store = axum_webhook::MemoryStore::new();
        let witness = Witness::new(store, Journal::open(&path).unwrap(), 3);
        let [one, other] = [1, 2].map(|id: u8| DedupeKey::new("stripe", None, "stripe", &[id]));
        let long = Duration::from_secs(60);

        let Ok(Claim::Fresh(held)) = witness.claim(&one, long).await else {
            panic!("never seen");
        };
        assert!(matches!(
            witness.claim(&one, long).await,
            Ok(Claim::InFlight { .. })
        ));
        witness.complete(&one, held.owner(), long).await.unwrap();
        witness.release(&one, held.owner()).await.unwrap();
        let Ok(Claim::Fresh(held)) = witness.claim(&other, long).await else {
            panic!("never seen");
        };
        witness.release(&other, held.owner()).await.unwrap();

        let notes = journal::read(&path, Note::parse).unwrap();
        assert!(notes.iter().all(|note| note.incarnation == 3));
        assert!(notes.is_sorted_by_key(|note| note.at));
        let (one, other) = (one.to_string(), other.to_string());
        let steps: Vec<_> = notes
            .iter()
            .map(|note| (note.step, &note.key, note.question))
            .collect();
        assert_eq!(
            steps,
            [
                (Step::Asked, &one, 1),
                (Step::Claimed, &one, 1),
                (Step::Asked, &one, 2),
                (Step::Refused, &one, 2),
                (Step::Completed, &one, 0),
                (Step::Asked, &other, 3),
                (Step::Claimed, &other, 3),
                (Step::Released, &other, 0),
            ]
        );
    }
}
