//! [`DedupeStore`]: the two-phase claim that loses nothing.
//!
//! A delivery is *claimed* before its handler runs, *completed* when the handler earned a 2xx and
//! *released* when it did not. The record of a claim belongs to its [`Owner`]; nobody else can
//! complete, renew or release it. An owner that vanishes loses its claim when the lease is over.
//!
//! Implementors write plain `async fn`s:
//!
//! ```
//! use std::time::Duration;
//! use webhook_core::store::{Claim, DedupeKey, DedupeStore, Lease, Owner, Settled, StoreError};
//!
//! /// Remembers nothing: every delivery is fresh.
//! struct Forgetful;
//!
//! impl DedupeStore for Forgetful {
//!     async fn claim(&self, _: &DedupeKey, _: Duration) -> Result<Claim, StoreError> {
//!         Ok(Claim::Fresh(Lease::new(Owner::from_bytes([7; 16]))))
//!     }
//!     async fn renew(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
//!         Ok(Settled::Yes)
//!     }
//!     async fn complete(&self, _: &DedupeKey, _: Owner, _: Duration) -> Result<Settled, StoreError> {
//!         Ok(Settled::Yes)
//!     }
//!     async fn release(&self, _: &DedupeKey, _: Owner) -> Result<Settled, StoreError> {
//!         Ok(Settled::Yes)
//!     }
//! }
//! ```

mod endpoints;
mod erased;
mod millis;
#[cfg(feature = "owners")]
mod owners;

use std::{error::Error, fmt, sync::Arc, time::Duration};

pub use endpoints::Endpoints;
pub use erased::AnyDedupeStore;
pub use millis::whole_millis;
#[cfg(feature = "owners")]
pub use owners::Owners;

pub use crate::identity::DedupeKey;

/// Where claims on deliveries are kept.
///
/// Implementations keep one record per key and use their own clock for leases, never a node's
/// where several nodes share them. The conformance suite (feature `conformance`) is what an
/// implementation must pass.
pub trait DedupeStore: Send + Sync + 'static {
    /// Claims `key` for a new owner, in one atomic operation: of any number of concurrent calls at
    /// most one gets [`Claim::Fresh`]. A claim whose `lease` ran out is taken over; a done record
    /// is not until its time is over.
    ///
    /// # Errors
    /// If the store cannot say; the caller then follows its outage policy.
    fn claim(
        &self,
        key: &DedupeKey,
        lease: Duration,
    ) -> impl Future<Output = Result<Claim, StoreError>> + Send;

    /// Extends the owner's claim to `lease` from now. [`Settled::Lost`] if it is no longer theirs,
    /// [`Settled::Done`] if the delivery is done.
    ///
    /// # Errors
    /// If the store cannot say.
    fn renew(
        &self,
        key: &DedupeKey,
        owner: Owner,
        lease: Duration,
    ) -> impl Future<Output = Result<Settled, StoreError>> + Send;

    /// Records the delivery as done for `keep`. Succeeds for the owner, and where no record is
    /// left (one whose time is over is none); [`Settled::Lost`] if another owner holds the claim, [`Settled::Done`] if it is done.
    ///
    /// # Errors
    /// If the store cannot say; the caller may repeat the call.
    fn complete(
        &self,
        key: &DedupeKey,
        owner: Owner,
        keep: Duration,
    ) -> impl Future<Output = Result<Settled, StoreError>> + Send;

    /// Gives the claim back, so that a retry runs. Touches nothing unless `owner` holds it:
    /// [`Settled::Lost`] if not, [`Settled::Done`] if the delivery is done.
    ///
    /// # Errors
    /// If the store cannot say; the claim then ends with its lease.
    fn release(
        &self,
        key: &DedupeKey,
        owner: Owner,
    ) -> impl Future<Output = Result<Settled, StoreError>> + Send;
}

/// The answer to a claim.
#[derive(Debug)]
pub enum Claim {
    /// The delivery is new, or its last owner vanished: run the handler.
    Fresh(Lease),
    /// Another owner works on it.
    InFlight {
        /// What is left of that owner's lease.
        retry_after: Duration,
    },
    /// A 2xx was earned for it.
    Done,
}

/// What became of a renew, complete or release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It happened.
    Yes,
    /// Refused: the claim is not this owner's any more.
    Lost,
    /// Refused: the record is done already.
    Done,
}

/// Who holds a claim: 128 random bits, new for each claim.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Owner([u8; 16]);

impl Owner {
    /// From bytes that nobody else will ever draw.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Enough to tell two owners apart in a log.
        let [a, b, c, d, ..] = self.0;
        write!(f, "Owner({a:02x}{b:02x}{c:02x}{d:02x}…)")
    }
}

/// The right to complete or release a claim.
pub struct Lease {
    owner: Owner,
    guard: Option<(Arc<dyn Abandon>, u128)>,
}

/// A store in the holder's own process, told when a lease is dropped.
pub trait Abandon: Send + Sync + 'static {
    /// The holder of this lease is gone: frees its key, unless the claim is settled or somebody
    /// else's by now. `token` is the one the lease was made with.
    fn abandon(&self, token: u128, owner: Owner);
}

impl Lease {
    /// A lease that ends by itself when its time is over.
    pub fn new(owner: Owner) -> Self {
        Self { owner, guard: None }
    }

    /// A lease that tells `store` when it is dropped, settled or not, so that the key of a holder
    /// that vanished is free at once instead of after a time-out. `token` is the store's own name
    /// for the key.
    pub fn guarded(owner: Owner, store: Arc<dyn Abandon>, token: u128) -> Self {
        Self {
            owner,
            guard: Some((store, token)),
        }
    }

    /// Who holds it.
    pub fn owner(&self) -> Owner {
        self.owner
    }

    /// Whether dropping it frees the key at once.
    pub fn is_guarded(&self) -> bool {
        self.guard.is_some()
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some((store, token)) = self.guard.take() {
            store.abandon(token, self.owner);
        }
    }
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lease")
            .field("owner", &self.owner)
            .finish_non_exhaustive()
    }
}

/// A store that could not answer.
#[derive(Debug, thiserror::Error)]
#[error("dedupe store: {message}")]
pub struct StoreError {
    message: String,
    #[source]
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl StoreError {
    /// With a message for the operator.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
        }
    }

    /// With the error that caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}
