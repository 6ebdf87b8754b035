//! [`Unanswered`]: a claim whose caller may go away before the answer comes.

use tokio::runtime::Handle;
use webhook_core::store::{DedupeKey, DedupeStore as _, Owner};

use crate::store::RedisStore;

/// Releases the claim in the background if it is dropped before [`answered`](Self::answered): the
/// server may have granted it to nobody.
pub(crate) struct Unanswered<'a> {
    store: &'a RedisStore,
    key: &'a DedupeKey,
    owner: Owner,
    answered: bool,
}

impl<'a> Unanswered<'a> {
    pub(crate) fn new(store: &'a RedisStore, key: &'a DedupeKey, owner: Owner) -> Self {
        Self {
            store,
            key,
            owner,
            answered: false,
        }
    }

    /// The caller knows who holds the claim.
    pub(crate) fn answered(mut self) {
        self.answered = true;
    }
}

impl Drop for Unanswered<'_> {
    fn drop(&mut self) {
        if self.answered {
            return;
        }
        if let Ok(runtime) = Handle::try_current() {
            let (store, key, owner) = (self.store.clone(), *self.key, self.owner);
            // If this fails as well, the claim ends with its lease.
            runtime.spawn(async move { store.release(&key, owner).await });
        }
    }
}
