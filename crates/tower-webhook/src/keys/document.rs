//! One key document: what it held, how old that is, and whether it may be asked for again.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;
use webhook_core::Keyring;

/// For this long a document is used without a question.
const FRESH: Duration = Duration::from_secs(3600);
/// For this long it is used when a newer one cannot be had.
const STALE: Duration = Duration::from_secs(24 * 3600);
/// After a failure, and after a success for the sake of a key that is not in it, this long nothing is
/// fetched: made-up key ids cost one fetch in that time.
const PAUSE: Duration = Duration::from_secs(10);

/// A document and its state.
#[derive(Default)]
pub(super) struct Document {
    state: Mutex<State>,
    flight: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct State {
    keys: Option<(Arc<Keyring>, Instant)>,
    tried: Option<Instant>,
}

/// What there is for a key id.
pub(super) enum Found {
    /// Keys to use.
    Fresh(Arc<Keyring>),
    /// Keys to use if no others can be had.
    Stale(Arc<Keyring>),
    /// None that are young enough and have the key.
    Nothing,
}

impl Document {
    pub(super) fn find(&self, key_id: Option<&str>) -> Found {
        match &self.state().keys {
            Some((keys, at)) if keys.has(key_id) => match at.elapsed() {
                age if age < FRESH => Found::Fresh(keys.clone()),
                age if age < STALE => Found::Stale(keys.clone()),
                _ => Found::Nothing,
            },
            _ => Found::Nothing,
        }
    }

    /// Held by whoever fetches.
    pub(super) async fn flight(&self) -> tokio::sync::OwnedMutexGuard<()> {
        self.flight.clone().lock_owned().await
    }

    pub(super) fn may_fetch(&self) -> bool {
        self.state().tried.is_none_or(|at| at.elapsed() >= PAUSE)
    }

    /// Whether it held keys before.
    pub(super) fn is_proven(&self) -> bool {
        self.state().keys.is_some()
    }

    pub(super) fn put(&self, keys: Arc<Keyring>) {
        let now = Instant::now();
        *self.state() = State {
            keys: Some((keys, now)),
            tried: Some(now),
        };
    }

    /// From now on there is a pause.
    pub(super) fn tried(&self) {
        self.state().tried = Some(Instant::now());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
