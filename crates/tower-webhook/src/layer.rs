//! [`WebhookLayer`]: construction, start-up checks, and `drain`.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;
use tower_layer::Layer;
use webhook_core::{ConfigError, DedupeBy, Scheme, SecretSource, Secrets, handshake::Agreed};

use crate::{
    MemoryStore, SystemClock, WebhookService,
    budget::BodyBudget,
    keys::Keys,
    policy::OnStoreError,
    replays::Replays,
    shared::{Dedupe, Shared, Source},
    sources::Sources,
    store::LayerStore,
    tenants::{Tenants, build_verifier},
    wanted::Wanted,
};

/// The default time for a body to arrive.
const READ_TIMEOUT: Duration = Duration::from_secs(10);
/// The default life of a claim that is not renewed.
const LEASE: Duration = Duration::from_secs(60);
/// The default time for the store to decide a claim.
const CLAIM_TIMEOUT: Duration = Duration::from_millis(250);
/// The default number of handlers running at once.
const MAX_IN_FLIGHT: usize = 1024;

/// Verifies webhooks, checks their freshness and rejects duplicates, in front of any service.
///
/// See the [crate documentation](crate) for what happens to a request, and the builder methods for
/// what can be changed. Cloning is cheap; clones share limits, store and [`drain`](Self::drain).
#[derive(Clone)]
pub struct WebhookLayer {
    pub(crate) shared: Arc<Shared>,
}

impl WebhookLayer {
    /// For any provider of [`providers`](webhook_core::providers), or a scheme of your own.
    ///
    /// # Panics
    /// At start-up, on a secret that cannot be one, with a message that names the mistake and the
    /// fix; [`WebhookLayer::try_new`] returns it instead.
    #[track_caller]
    pub fn new(scheme: Scheme, secrets: impl Into<Secrets>) -> Self {
        Self::try_new(scheme, secrets).unwrap_or_else(|error| panic!("{error}"))
    }

    /// As [`WebhookLayer::new`], without panicking.
    ///
    /// # Errors
    /// [`ConfigError`] for a secret that cannot be one, or a scheme that contradicts itself.
    pub fn try_new(scheme: Scheme, secrets: impl Into<Secrets>) -> Result<Self, ConfigError> {
        let secrets = secrets.into();
        let source = if scheme.signs_url() {
            // The URL comes with `.public_url(..)`; the secrets are checked now all the same.
            build_verifier(
                scheme,
                secrets.clone(),
                Some("https://unknown.invalid"),
                None,
            )?;
            Source::AwaitingUrl(secrets)
        } else {
            Source::Fixed(build_verifier(scheme, secrets, None, None)?)
        };
        Ok(Self::with_source(scheme, source))
    }

    /// For a provider that publishes its keys and has nothing to configure (Plaid, eBay). Where it has
    /// something that binds deliveries to this endpoint, a webhook id or an audience, that stands in
    /// a secret's place: `WebhookLayer::new(providers::PAYPAL, "the webhook's id")`.
    ///
    /// Keys are fetched when a delivery names one, over HTTPS (feature `fetch`) unless
    /// [`key_source`](Self::key_source) says how else.
    ///
    /// # Panics
    /// At start-up, for a scheme that needs a secret or something configured.
    #[track_caller]
    pub fn fetching(scheme: Scheme) -> Self {
        Self::new(scheme, Secrets::default())
    }

    /// For many tenants, or secrets that live elsewhere: `source` says which tenant a request is
    /// for and what its secrets are. Answers are used for a minute; concurrent requests of a
    /// tenant ask once; 10,000 tenants are remembered.
    ///
    /// Tenants never share deduplication: the same id under two of them is two deliveries.
    pub fn by_request(scheme: Scheme, source: impl SecretSource) -> Self {
        Self::with_source(scheme, Source::Tenants(Arc::new(Tenants::new(source))))
    }

    fn with_source(scheme: Scheme, source: Source) -> Self {
        Self {
            shared: Arc::new(Shared {
                source,
                keys: default_keys(&scheme),
                confirmer: None,
                public_url: None,
                tolerance: None,
                endpoint: scheme.name().into(),
                body_limit: scheme.max_body(),
                read_timeout: READ_TIMEOUT,
                budget: BodyBudget::process_wide(),
                dedupe: Some(Dedupe {
                    store: LayerStore::Memory(MemoryStore::new()),
                    by: DedupeBy::Scheme,
                    window: scheme.dedupe_window(),
                    lease: LEASE,
                    finish_on_lost_lease: false,
                    claim_timeout: CLAIM_TIMEOUT,
                    breaker: Arc::default(),
                    on_error: OnStoreError::default(),
                    shared_endpoint: false,
                }),
                replays: Replays::default(),
                outcomes: Arc::default(),
                permits: Arc::new(Semaphore::new(MAX_IN_FLIGHT)),
                answer_within: None,
                cancel_on_disconnect: false,
                propagate_panics: false,
                observe_only: false,
                agreed: Agreed::default(),
                posts_unsigned_checks: scheme.posts_unsigned_checks(),
                secret_sink: None,
                dedupe_items: false,
                wanted: Wanted::default(),
                sources: Sources::default(),
                clock: Arc::new(SystemClock),
                respond_with: None,
                running: TaskTracker::new(),
                closing: Arc::new(AtomicBool::new(false)),
                scheme,
            }),
        }
    }

    /// Runs the checks that need the whole configuration; `layer` runs them too, and panics.
    ///
    /// # Errors
    /// [`ConfigError::PublicUrlMissing`] for a scheme that signs the URL and was not given one,
    /// [`ConfigError::Setting`] for trusted proxies without allowed sources,
    /// [`ConfigError::EndpointReused`] for a store that another layer uses under the same endpoint
    /// name, [`ConfigError::Setting`] for a secret sink beside fixed secrets or `dedupe_items` without
    /// a store.
    pub fn check(&self) -> Result<(), ConfigError> {
        let shared = &self.shared;
        if shared.scheme.signs_url() && shared.public_url.is_none() {
            return Err(ConfigError::PublicUrlMissing {
                scheme: shared.scheme.name(),
            });
        }
        if shared.scheme.fetched_keys().is_some() && shared.keys.is_none() {
            return Err(ConfigError::KeySourceMissing {
                scheme: shared.scheme.name(),
            });
        }
        if shared.secret_sink.is_some() && !matches!(shared.source, Source::Tenants(_)) {
            return Err(ConfigError::Setting {
                setting: "secret_sink",
                value: "given to a layer whose secrets are fixed",
                why: "what it keeps would verify nothing; build the layer with WebhookLayer::by_request",
            });
        }
        if shared.dedupe_items && shared.dedupe.is_none() {
            return Err(ConfigError::Setting {
                setting: "dedupe_items",
                value: "given to a layer with no_dedupe",
                why: "there is no store for the items' records; leave no_dedupe out",
            });
        }
        shared.sources.check()?;
        if let Some(dedupe) = &shared.dedupe {
            let endpoints = dedupe.store.endpoints();
            let first = endpoints.register(&shared.endpoint, &shared.closing);
            if !first && !dedupe.shared_endpoint {
                return Err(ConfigError::EndpointReused {
                    endpoint: shared.endpoint.to_string(),
                });
            }
        }
        Ok(())
    }

    /// Stops accepting deliveries and resolves when every handler has finished and settled its
    /// claim, those of disconnected clients included. New deliveries get 503 and stay with the
    /// provider.
    ///
    /// Await it after the server's own graceful shutdown, which does not know of handlers whose
    /// client is gone:
    ///
    /// ```no_run
    /// # async fn run(app: axum::Router, listener: tokio::net::TcpListener) -> std::io::Result<()> {
    /// use tower_webhook::WebhookLayer;
    ///
    /// let layer = WebhookLayer::stripe("whsec_an_example_secret");
    /// let app = app.route_layer(layer.clone());
    /// axum::serve(listener, app)
    ///     .with_graceful_shutdown(async { tokio::signal::ctrl_c().await.unwrap_or(()) })
    ///     .await?;
    /// layer.drain().await;
    /// # Ok(())
    /// # }
    /// ```
    pub fn drain(&self) -> impl Future<Output = ()> + Send + 'static {
        let shared = self.shared.clone();
        async move {
            shared.closing.store(true, Ordering::Release);
            shared.running.close();
            shared.running.wait().await;
        }
    }
}

/// Over HTTPS, if the scheme fetches keys and this build can.
fn default_keys(scheme: &Scheme) -> Option<Arc<Keys>> {
    #[cfg(feature = "fetch")]
    return scheme
        .fetched_keys()
        .map(|_| Arc::new(Keys::new(crate::HttpKeys::new())));
    #[cfg(not(feature = "fetch"))]
    {
        let _ = scheme;
        None
    }
}

impl<S> Layer<S> for WebhookLayer {
    type Service = WebhookService<S>;

    /// # Panics
    /// If [`WebhookLayer::check`] fails.
    #[track_caller]
    fn layer(&self, inner: S) -> WebhookService<S> {
        if let Err(error) = self.check() {
            panic!("{error}");
        }
        WebhookService::new(inner, self.shared.clone())
    }
}

impl fmt::Debug for WebhookLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookLayer")
            .field("scheme", &self.shared.scheme.name())
            .field("endpoint", &self.shared.endpoint)
            .field("public_url", &self.shared.public_url)
            .finish_non_exhaustive()
    }
}
