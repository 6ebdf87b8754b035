//! Key documents of one layer: fetched when a delivery names one, kept, and asked for once by any
//! number of concurrent deliveries.
//!
//! Whoever can reach the endpoint can name a key, so every fetch is bounded: in time and number at
//! once, and in rate for documents that never held a key. What was fetched once outlives an outage of
//! the provider's key server.

mod document;
#[cfg(feature = "fetch")]
mod http;
mod rate;

use std::{pin::Pin, sync::Arc, time::Duration};

use bytes::Bytes;
use moka::{policy::EvictionPolicy, sync::Cache};
use tokio::{sync::Semaphore, time::timeout};
use tracing::Instrument as _;
use webhook_core::{KeySource, Keyring, Refusal, Scheme, keys::KeyRequest, source::SourceError};

use document::{Document, Found};
#[cfg(feature = "fetch")]
pub use http::HttpKeys;
use rate::Rate;

/// Documents that held keys, for the life of the layer. A provider has one or a few.
const DOCUMENTS: u64 = 64;
/// Addresses that never held any; kept apart, so that made-up ones push no real one out.
const UNPROVEN: u64 = 256;
/// Fetches at once.
const AT_ONCE: usize = 8;
/// How long a fetch may take.
const FETCH: Duration = Duration::from_secs(5);

type Fetched<'a> = Pin<Box<dyn Future<Output = Result<Bytes, SourceError>> + Send + 'a>>;

/// Object-safe twin of [`KeySource`].
trait Erased: Send + Sync {
    fn document<'a>(&'a self, request: &'a KeyRequest) -> Fetched<'a>;
}

impl<S: KeySource> Erased for S {
    fn document<'a>(&'a self, request: &'a KeyRequest) -> Fetched<'a> {
        Box::pin(KeySource::document(self, request))
    }
}

/// The key documents of one layer.
pub(crate) struct Keys {
    source: Box<dyn Erased>,
    proven: Cache<String, Arc<Document>>,
    unproven: Cache<String, Arc<Document>>,
    at_once: Semaphore,
    rate: Rate,
}

impl Keys {
    pub(crate) fn new(source: impl KeySource) -> Self {
        let cache = |capacity| {
            Cache::builder()
                .max_capacity(capacity)
                .eviction_policy(EvictionPolicy::lru())
                .build()
        };
        Self {
            source: Box::new(source),
            proven: cache(DOCUMENTS),
            unproven: cache(UNPROVEN),
            at_once: Semaphore::new(AT_ONCE),
            rate: Rate::new(),
        }
    }

    /// The keys that `request` wants, from memory or from the source.
    ///
    /// # Errors
    /// [`Refusal::KeyUnavailable`], which a retry can mend; [`Refusal::BadSignature`] for a key that
    /// the document, fetched for this very request, has not.
    pub(crate) async fn get(
        self: &Arc<Self>,
        scheme: &Scheme,
        request: &KeyRequest,
    ) -> Result<Arc<Keyring>, Refusal> {
        let id = format!("{}\n{}", request.url(), request.post().unwrap_or_default());
        let document = match self.proven.get(&id) {
            Some(document) => document,
            None => self.unproven.get_with(id.clone(), Arc::default),
        };
        if let Found::Fresh(keys) = document.find(request.key_id()) {
            return Ok(keys);
        }
        let alone = document.flight().await;
        // Somebody else may have fetched it meanwhile.
        let stale = match document.find(request.key_id()) {
            Found::Fresh(keys) => return Ok(keys),
            Found::Stale(keys) => Some(keys),
            Found::Nothing => None,
        };
        if !document.may_fetch() {
            return stale.ok_or(Refusal::KeyUnavailable);
        }
        // In a task of its own: a peer that goes away takes nothing along that others wait for, and
        // does not make it look as if nothing had been asked.
        let fetch = Fetch {
            keys: self.clone(),
            scheme: *scheme,
            request: request.clone(),
            id,
            document,
            has_stale: stale.is_some(),
        };
        let fetched = tokio::spawn(
            async move {
                let _alone = alone;
                fetch.run().await
            }
            .in_current_span(),
        );
        match fetched.await {
            Ok(Some(keys)) if keys.has(request.key_id()) => Ok(keys),
            Ok(Some(_)) => Err(Refusal::BadSignature),
            // Or the source panicked.
            Ok(None) | Err(_) => stale.ok_or(Refusal::KeyUnavailable),
        }
    }
}

/// One document on its way.
struct Fetch {
    keys: Arc<Keys>,
    scheme: Scheme,
    request: KeyRequest,
    id: String,
    document: Arc<Document>,
    has_stale: bool,
}

impl Fetch {
    /// The keys, kept for the next ones.
    async fn run(self) -> Option<Arc<Keyring>> {
        let Ok(_permit) = self.keys.at_once.try_acquire() else {
            return self.not_now("too many key documents are being fetched");
        };
        if !self.document.is_proven() && !self.keys.rate.take() {
            return self.not_now("too many documents were asked for that were not seen before");
        }
        self.document.tried();
        match self.fetched().await {
            Ok(keys) => {
                let keys = Arc::new(keys);
                self.document.put(keys.clone());
                self.keys
                    .proven
                    .insert(self.id.clone(), self.document.clone());
                self.keys.unproven.invalidate(&self.id);
                Some(keys)
            }
            Err(error) => {
                self.document.tried();
                tracing::error!(
                    provider = self.request.provider(),
                    url = self.request.url(),
                    %error,
                    stale_keys = self.has_stale,
                    "webhook keys unavailable"
                );
                None
            }
        }
    }

    async fn fetched(&self) -> Result<Keyring, SourceError> {
        let fetched = timeout(FETCH, self.keys.source.document(&self.request)).await;
        let document = fetched
            .map_err(|_| SourceError::new(format!("no key document arrived within {FETCH:?}")))??;
        Keyring::parse(&self.scheme, &document)
    }

    /// It was not asked for, so the next delivery may try again at once; and as strangers can bring
    /// this about as often as they like, it is no error in the log.
    fn not_now(&self, why: &'static str) -> Option<Arc<Keyring>> {
        tracing::debug!(
            provider = self.request.provider(),
            why,
            "webhook keys not fetched"
        );
        None
    }
}
