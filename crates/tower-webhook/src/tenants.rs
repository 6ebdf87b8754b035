//! Verifiers of many tenants: looked up once per tenant and minute, single-flight, bounded.

use std::{pin::Pin, sync::Arc, time::Duration};

use moka::{policy::EvictionPolicy, sync::Cache};
use tokio::sync::OnceCell;
use webhook_core::{
    ConfigError, Inbound, Refusal, Scheme, SecretSource, Secrets, Verifier, source::SourceError,
};

/// How many tenants are remembered, and as many names that are none.
const CAPACITY: u64 = 10_000;
/// How long an answer of the source is used: the longest a rotated secret takes to be noticed.
const FRESH: Duration = Duration::from_secs(60);
/// How long the source may take to answer.
const LOOKUP: Duration = Duration::from_secs(5);

type Lookup<'a> = Pin<Box<dyn Future<Output = Result<Option<Secrets>, SourceError>> + Send + 'a>>;

/// Object-safe twin of [`SecretSource`].
trait Erased: Send + Sync {
    fn tenant(&self, request: &Inbound<'_>) -> Option<String>;
    fn secrets<'a>(&'a self, tenant: &'a str) -> Lookup<'a>;
}

impl<S: SecretSource> Erased for S {
    fn tenant(&self, request: &Inbound<'_>) -> Option<String> {
        SecretSource::tenant(self, request)
    }

    fn secrets<'a>(&'a self, tenant: &'a str) -> Lookup<'a> {
        Box::pin(SecretSource::secrets(self, tenant))
    }
}

/// The tenants of one layer.
pub(crate) struct Tenants {
    source: Box<dyn Erased>,
    known: Cache<Arc<str>, Arc<OnceCell<Verifier>>>,
    /// Kept apart, so that made-up names push no real tenant out.
    unknown: Cache<Arc<str>, ()>,
}

impl Tenants {
    pub(crate) fn new(source: impl SecretSource) -> Self {
        Self {
            source: Box::new(source),
            known: cache(),
            unknown: cache(),
        }
    }

    /// Which tenant a request is for.
    pub(crate) fn tenant(&self, request: &Inbound<'_>) -> Result<Arc<str>, Refusal> {
        let tenant = self.source.tenant(request).ok_or(Refusal::UnknownTenant)?;
        Ok(tenant.into())
    }

    /// The tenant's verifier, if it is at hand.
    pub(crate) fn ready(&self, tenant: &str) -> Option<Result<Verifier, Refusal>> {
        if self.unknown.contains_key(tenant) {
            return Some(Err(Refusal::UnknownTenant));
        }
        Some(Ok(self.known.get(tenant)?.get()?.clone()))
    }

    /// Asks the source anew when the tenant is next seen.
    pub(crate) fn forget(&self, tenant: &Arc<str>) {
        self.known.invalidate(tenant);
        self.unknown.invalidate(tenant);
    }

    /// The tenant's verifier, by asking the source. Concurrent requests of a tenant ask once.
    pub(crate) async fn look_up(
        &self,
        tenant: &Arc<str>,
        build: impl FnOnce(Secrets) -> Result<Verifier, ConfigError>,
    ) -> Result<Verifier, Refusal> {
        let cell = self
            .known
            .get_with(tenant.clone(), || Arc::new(OnceCell::new()));
        let result = cell
            .get_or_try_init(async || {
                let lookup = tokio::time::timeout(LOOKUP, self.source.secrets(tenant));
                let secrets = match lookup.await {
                    Ok(Ok(Some(secrets))) => secrets,
                    Ok(Ok(None)) => return Err(Refusal::UnknownTenant),
                    Ok(Err(error)) => {
                        tracing::error!(tenant = &**tenant, %error, "webhook secrets unavailable");
                        return Err(Refusal::KeyUnavailable);
                    }
                    Err(_) => {
                        tracing::error!(
                            tenant = &**tenant,
                            "webhook secrets: the source timed out"
                        );
                        return Err(Refusal::KeyUnavailable);
                    }
                };
                build(secrets).map_err(|error| {
                    tracing::error!(tenant = &**tenant, %error, "webhook secrets unusable");
                    Refusal::KeyUnavailable
                })
            })
            .await;
        if let Err(Refusal::UnknownTenant) = result {
            self.known.invalidate(tenant);
            self.unknown.insert(tenant.clone(), ());
        }
        result.cloned()
    }
}

fn cache<V: Clone + Send + Sync + 'static>() -> Cache<Arc<str>, V> {
    Cache::builder()
        .max_capacity(CAPACITY)
        .eviction_policy(EvictionPolicy::lru())
        .time_to_live(FRESH)
        .build()
}

/// Builds verifiers the same way for one secret and for tenants.
pub(crate) fn build_verifier(
    scheme: Scheme,
    secrets: Secrets,
    public_url: Option<&str>,
    tolerance: Option<Duration>,
) -> Result<Verifier, ConfigError> {
    let verifier = match public_url {
        Some(url) => Verifier::with_public_url(scheme, secrets, url)?,
        None => Verifier::new(scheme, secrets)?,
    };
    match tolerance {
        Some(tolerance) => verifier.with_tolerance(tolerance),
        None => Ok(verifier),
    }
}
