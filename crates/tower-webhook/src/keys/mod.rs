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
        &self,
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
        let _alone = document.flight().await;
        // Somebody else may have fetched it meanwhile.
        let stale = match document.find(request.key_id()) {
            Found::Fresh(keys) => return Ok(keys),
            Found::Stale(keys) => Some(keys),
            Found::Nothing => None,
        };
        if !document.may_fetch() {
            return stale.ok_or(Refusal::KeyUnavailable);
        }
        match self.fetch(scheme, request, document.is_proven()).await {
            Ok(keys) => {
                let keys = Arc::new(keys);
                document.put(keys.clone());
                self.proven.insert(id.clone(), document.clone());
                self.unproven.invalidate(&id);
                if keys.has(request.key_id()) {
                    Ok(keys)
                } else {
                    Err(Refusal::BadSignature)
                }
            }
            Err(error) => {
                document.failed();
                tracing::error!(
                    provider = request.provider(),
                    url = request.url(),
                    %error,
                    stale_keys = stale.is_some(),
                    "webhook keys unavailable"
                );
                stale.ok_or(Refusal::KeyUnavailable)
            }
        }
    }

    async fn fetch(
        &self,
        scheme: &Scheme,
        request: &KeyRequest,
        proven: bool,
    ) -> Result<Keyring, SourceError> {
        let Ok(_permit) = self.at_once.try_acquire() else {
            return Err(SourceError::new("too many key documents are being fetched"));
        };
        if !proven && !self.rate.take() {
            return Err(SourceError::new(
                "too many key documents were asked for that have not been seen before",
            ));
        }
        let fetched = timeout(FETCH, self.source.document(request)).await;
        let document = fetched
            .map_err(|_| SourceError::new(format!("no key document arrived within {FETCH:?}")))??;
        Keyring::parse(scheme, &document)
    }
}
