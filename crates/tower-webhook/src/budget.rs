//! [`BodyBudget`]: how many bytes of unverified bodies may be in memory at once.

use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicUsize, Ordering},
};

use webhook_core::Refusal;

/// Bodies up to this many bytes may use the whole budget, larger ones three quarters of it.
const SMALL: usize = 64 * 1024;

/// A bound on the bytes of bodies that are being read before verification.
///
/// All layers of a process share one of 256 MiB unless they are given another. A quarter is kept
/// for bodies up to 64 KiB, so that slow large ones cannot starve honest small ones. Beyond the
/// bound a delivery is answered 503 with `Retry-After`: the provider keeps it.
///
/// ```
/// use tower_webhook::{BodyBudget, WebhookLayer};
///
/// let budget = BodyBudget::new(64 * 1024 * 1024);
/// let layer = WebhookLayer::stripe("whsec_an_example_secret").body_budget(budget);
/// ```
#[derive(Clone, Debug)]
pub struct BodyBudget(Arc<Counter>);

#[derive(Debug)]
struct Counter {
    limit: usize,
    used: AtomicUsize,
}

impl BodyBudget {
    /// The process-wide default: 256 MiB.
    const DEFAULT: usize = 256 * 1024 * 1024;

    /// A budget of its own, in bytes, to be shared by cloning.
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Counter {
            limit: bytes,
            used: AtomicUsize::new(0),
        }))
    }

    /// The budget that all layers of this process share by default.
    pub fn process_wide() -> Self {
        static SHARED: LazyLock<BodyBudget> =
            LazyLock::new(|| BodyBudget::new(BodyBudget::DEFAULT));
        SHARED.clone()
    }

    /// Bytes in use now.
    pub fn used(&self) -> usize {
        self.0.used.load(Ordering::Relaxed)
    }

    pub(crate) fn open(&self) -> Charge {
        Charge {
            budget: self.clone(),
            bytes: 0,
        }
    }
}

/// What one body holds of the budget; given back when dropped.
#[derive(Debug)]
pub(crate) struct Charge {
    budget: BodyBudget,
    bytes: usize,
}

impl Charge {
    /// Charges up to `total` bytes for this body, before they are allocated.
    pub(crate) fn grow_to(&mut self, total: usize) -> Result<(), Refusal> {
        let Some(more) = total.checked_sub(self.bytes) else {
            return Ok(());
        };
        let counter = &self.budget.0;
        let ceiling = if total <= SMALL {
            counter.limit
        } else {
            counter.limit - counter.limit / 4
        };
        counter
            .used
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |used| {
                used.checked_add(more).filter(|sum| *sum <= ceiling)
            })
            .map_err(|_| Refusal::Overloaded {
                what: "the budget for unverified bodies is used up",
            })?;
        self.bytes = total;
        Ok(())
    }
}

impl Drop for Charge {
    fn drop(&mut self) {
        self.budget.0.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_is_kept_for_small_bodies_and_everything_is_given_back() {
        let budget = BodyBudget::new(4 * SMALL);
        let mut large = budget.open();
        assert!(large.grow_to(3 * SMALL).is_ok());
        assert!(budget.open().grow_to(SMALL + 1).is_err());
        let mut small = budget.open();
        assert!(small.grow_to(SMALL).is_ok());
        assert!(budget.open().grow_to(1).is_err());
        assert_eq!(budget.used(), 4 * SMALL);
        drop((large, small));
        assert_eq!(budget.used(), 0);
    }
}
