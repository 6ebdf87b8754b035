//! A store whose claims end with their leases, as shared ones do, right or with one fault.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
    time::Duration,
};

use super::{super::Runtime as _, threads::Threads};
use crate::store::{Claim, DedupeKey, DedupeStore, Lease, Owner, Settled, StoreError};

/// What is wrong with a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    ClaimIsTwoSteps,
    ClaimWaitsWithoutEnd,
    CompleteForgets,
    CompleteNeedsRecord,
    CompleteSaysYesTwice,
    CompleteStops,
    DoneEndsEarly,
    DoneEndsWithLease,
    DoneNeverEnds,
    LeaseEndsEarly,
    LeaseNeverEnds,
    OneKey,
    OwnerUnchecked,
    OwnersRepeat,
    ReleaseKeeps,
    RenewDoesNothing,
    RetryAfterZero,
}

use Fault::*;

pub(super) struct Leases {
    records: Mutex<HashMap<DedupeKey, Record>>,
    owners: AtomicU64,
    clock: Threads,
    fault: Option<Fault>,
}

#[derive(Clone, Copy)]
struct Record {
    /// `None` when done.
    owner: Option<Owner>,
    until: Duration,
}

impl Leases {
    pub(super) fn new(fault: Option<Fault>, clock: Threads) -> Self {
        Self {
            records: Mutex::default(),
            owners: AtomicU64::new(0),
            clock,
            fault,
        }
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<DedupeKey, Record>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn key(&self, key: &DedupeKey) -> DedupeKey {
        if self.has(OneKey) {
            return DedupeKey::new("", None, "", b"");
        }
        *key
    }

    /// The end of a time that starts now.
    fn end(&self, time: Duration, early: Fault, never: Fault) -> Duration {
        self.clock.elapsed()
            + match self.fault {
                Some(fault) if fault == early => time / 2,
                Some(fault) if fault == never => time * 1_000,
                _ => time,
            }
    }

    /// The record, unless its time is over.
    fn live(&self, records: &HashMap<DedupeKey, Record>, key: &DedupeKey) -> Option<Record> {
        let record = *records.get(key)?;
        (record.until > self.clock.elapsed()).then_some(record)
    }

    fn claim_now(&self, key: DedupeKey, lease: Duration) -> Claim {
        let mut records = self.lock();
        if let Some(record) = self.live(&records, &key) {
            let left = record.until - self.clock.elapsed();
            return match record.owner {
                None => Claim::Done,
                Some(_) if self.has(RetryAfterZero) => Claim::InFlight {
                    retry_after: Duration::ZERO,
                },
                Some(_) => Claim::InFlight { retry_after: left },
            };
        }
        if self.has(ClaimIsTwoSteps) {
            drop(records);
            std::thread::yield_now();
            records = self.lock();
        }
        let drawn = match self.owners.fetch_add(1, SeqCst) {
            _ if self.has(OwnersRepeat) => 0,
            drawn => drawn,
        };
        let owner = Owner::from_bytes(u128::from(drawn).to_be_bytes());
        let until = match self.fault {
            Some(ClaimWaitsWithoutEnd) => Duration::MAX,
            _ => self.end(lease, LeaseEndsEarly, LeaseNeverEnds),
        };
        records.insert(
            key,
            Record {
                owner: Some(owner),
                until,
            },
        );
        Claim::Fresh(Lease::new(owner))
    }

    /// `Yes` if `owner` holds the claim.
    fn check(&self, record: Option<Record>, owner: Owner) -> Settled {
        match record {
            Some(Record { owner: None, .. }) => Settled::Done,
            Some(Record {
                owner: Some(holder),
                ..
            }) if holder == owner || self.has(OwnerUnchecked) => Settled::Yes,
            _ => Settled::Lost,
        }
    }
}

impl DedupeStore for Leases {
    async fn claim(&self, key: &DedupeKey, lease: Duration) -> Result<Claim, StoreError> {
        let claim = self.claim_now(self.key(key), lease);
        if self.has(ClaimWaitsWithoutEnd) && matches!(claim, Claim::Fresh(_)) {
            std::future::pending::<()>().await;
        }
        Ok(claim)
    }

    async fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> Result<Settled, StoreError> {
        let key = self.key(key);
        let mut records = self.lock();
        let settled = self.check(self.live(&records, &key), owner);
        if settled == Settled::Yes && !self.has(RenewDoesNothing) {
            let until = self.end(lease, LeaseEndsEarly, LeaseNeverEnds);
            records.insert(
                key,
                Record {
                    owner: Some(owner),
                    until,
                },
            );
        }
        Ok(settled)
    }

    async fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> Result<Settled, StoreError> {
        let key = self.key(key);
        let mut records = self.lock();
        let record = self.live(&records, &key);
        let mut settled = self.check(record, owner);
        if record.is_none() && !self.has(CompleteNeedsRecord) || self.has(CompleteSaysYesTwice) {
            settled = Settled::Yes;
        }
        if settled == Settled::Yes {
            let until = match record {
                Some(record) if self.has(DoneEndsWithLease) => record.until,
                _ => self.end(keep, DoneEndsEarly, DoneNeverEnds),
            };
            match self.fault {
                Some(CompleteForgets | CompleteStops) => records.remove(&key),
                _ => records.insert(key, Record { owner: None, until }),
            };
        }
        Ok(settled)
    }

    async fn release(&self, key: &DedupeKey, owner: Owner) -> Result<Settled, StoreError> {
        let key = self.key(key);
        let mut records = self.lock();
        let settled = self.check(self.live(&records, &key), owner);
        if settled == Settled::Yes && !self.has(ReleaseKeeps) {
            records.remove(&key);
        }
        Ok(settled)
    }
}
