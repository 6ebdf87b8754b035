//! What every request of one layer needs: settings, and the state that outlives requests.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http::Response;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_util::task::{TaskTracker, task_tracker::TaskTrackerToken};
use webhook_core::{Clock, DedupeBy, Refusal, Scheme, Secrets, Verifier, handshake::Agreed};

use crate::{
    breaker::Breaker, budget::BodyBudget, keys::Keys, observe::Outcomes, policy::OnStoreError,
    replays::Replays, sink::Sink, sns::Confirm, sources::Sources, store::LayerStore,
    tenants::Tenants, wanted::Wanted,
};

/// Makes another response of a refusal, or leaves it alone.
pub(crate) type Respond = dyn Fn(&Refusal) -> Option<Response<Bytes>> + Send + Sync;

/// Settings and state of a layer.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) scheme: Scheme,
    pub(crate) source: Source,
    /// The key documents, of a scheme that fetches them.
    pub(crate) keys: Option<Arc<Keys>>,
    /// Confirms subscriptions to topics.
    pub(crate) confirmer: Option<Arc<dyn Confirm>>,
    pub(crate) public_url: Option<Arc<str>>,
    pub(crate) tolerance: Option<Duration>,
    pub(crate) endpoint: Arc<str>,
    pub(crate) body_limit: usize,
    pub(crate) read_timeout: Duration,
    pub(crate) budget: BodyBudget,
    pub(crate) dedupe: Option<Dedupe>,
    pub(crate) replays: Replays,
    pub(crate) outcomes: Arc<Outcomes>,
    pub(crate) permits: Arc<Semaphore>,
    pub(crate) answer_within: Option<Duration>,
    pub(crate) cancel_on_disconnect: bool,
    pub(crate) propagate_panics: bool,
    pub(crate) observe_only: bool,
    /// Where requests may come from.
    pub(crate) sources: Sources,
    /// What was agreed for the provider's endpoint checks.
    pub(crate) agreed: Agreed,
    /// Whether any of them is a post without a signature.
    pub(crate) posts_unsigned_checks: bool,
    pub(crate) secret_sink: Option<Sink>,
    /// Whether handlers may run each item of a batch once.
    pub(crate) dedupe_items: bool,
    /// Which events are taken.
    pub(crate) wanted: Wanted,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) respond_with: Option<Arc<Respond>>,
    pub(crate) running: TaskTracker,
    pub(crate) closing: Arc<AtomicBool>,
}

impl Shared {
    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Acquire)
    }

    /// A place among the handlers: work in it is waited for at shutdown, and bounded in number.
    pub(crate) fn admit(&self) -> Result<Admitted<'_>, Refusal> {
        let _token = self.running.token();
        if self.is_closing() {
            return Err(Refusal::ShuttingDown); // row 15
        }
        match self.permits.try_acquire() {
            Ok(_permit) => Ok(Admitted { _token, _permit }),
            Err(_) => Err(Refusal::Overloaded {
                what: "too many handlers are running",
            }),
        }
    }

    pub(crate) fn dedupe_by(&self) -> DedupeBy {
        self.dedupe
            .as_ref()
            .map_or(DedupeBy::Off, |dedupe| dedupe.by)
    }
}

/// A place that was given, until it is dropped.
pub(crate) struct Admitted<'s> {
    _token: TaskTrackerToken,
    _permit: SemaphorePermit<'s>,
}

/// Where verifiers come from.
#[derive(Clone)]
pub(crate) enum Source {
    /// One for all requests.
    Fixed(Verifier),
    /// Secrets that were checked, for a scheme whose public URL is still to be given.
    AwaitingUrl(Secrets),
    /// One per tenant.
    Tenants(Arc<Tenants>),
}

/// How duplicates are found.
#[derive(Clone)]
pub(crate) struct Dedupe {
    pub(crate) store: LayerStore,
    pub(crate) by: DedupeBy,
    /// How long a done record is kept.
    pub(crate) window: Duration,
    /// How long a claim lives without renewal.
    pub(crate) lease: Duration,
    /// Whether a handler goes on when its claim is lost.
    pub(crate) finish_on_lost_lease: bool,
    /// How long the store may take to decide a claim.
    pub(crate) claim_timeout: Duration,
    /// Spares a store that is down.
    pub(crate) breaker: Arc<Breaker>,
    pub(crate) on_error: OnStoreError,
    /// Several layers feed the same endpoint on purpose.
    pub(crate) shared_endpoint: bool,
}
