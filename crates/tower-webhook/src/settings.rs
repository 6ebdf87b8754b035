//! The builder methods of [`WebhookLayer`].

use std::{num::NonZeroUsize, sync::Arc, time::Duration};

use bytes::Bytes;
use http::Response;
use tokio::sync::Semaphore;
use webhook_core::{
    Clock, ConfigError, KeySource, Refusal, check_public_url, check_tolerance,
    sns::ConfirmSubscription,
};

use crate::{
    WebhookLayer,
    budget::BodyBudget,
    keys::Keys,
    shared::{Shared, Source},
    tenants::build_verifier,
};

impl WebhookLayer {
    pub(crate) fn set(mut self, change: impl FnOnce(&mut Shared)) -> Self {
        change(Arc::make_mut(&mut self.shared));
        self
    }

    /// Rebuilds the verifier after a change of what it depends on.
    #[track_caller]
    pub(crate) fn rebuild(
        self,
        change: impl FnOnce(&mut Shared) -> Result<(), ConfigError>,
    ) -> Self {
        let mut layer = self;
        if let Err(error) = change(Arc::make_mut(&mut layer.shared)) {
            panic!("{error}");
        }
        layer
    }

    /// Where the keys come from, of a provider that publishes them; over HTTPS unless set. What it
    /// returned is used for an hour, and up to a day while no newer document can be had. Concurrent
    /// deliveries ask once. A fetch may take 5 seconds; one that fails is not tried again for 10, and
    /// deliveries that would need it get 503.
    #[must_use]
    pub fn key_source(self, source: impl KeySource) -> Self {
        self.set(|shared| shared.keys = Some(Arc::new(Keys::new(source))))
    }

    /// Confirms subscriptions of SNS to the configured topics, in place of the handler: a
    /// `SubscriptionConfirmation` that is verified is answered 200 once `confirmer` did so, and 503 if
    /// it could not. [`HttpKeys`](crate::HttpKeys) is one, over HTTPS.
    #[must_use]
    pub fn confirm_subscriptions(self, confirmer: impl ConfirmSubscription) -> Self {
        self.set(|shared| shared.confirmer = Some(Arc::new(confirmer)))
    }

    /// Names the endpoint, by default after the provider. Deduplication is per endpoint: two
    /// endpoints that share a store need two names.
    #[must_use]
    pub fn endpoint(self, name: &str) -> Self {
        self.set(|shared| {
            shared.endpoint = name.into();
            shared.outcomes = Arc::default();
        })
    }

    /// The exact URL registered with the provider, without its query; the request's raw query is
    /// appended. Only for schemes that sign the URL. Never derived from `Host` or forwarded
    /// headers, which are the peer's to choose.
    ///
    /// # Panics
    /// If it is not an absolute http(s) URL without query and fragment.
    #[must_use]
    #[track_caller]
    pub fn public_url(self, url: &str) -> Self {
        self.rebuild(|shared| {
            check_public_url(&shared.scheme, url)?;
            match &shared.source {
                Source::AwaitingUrl(secrets) => {
                    let secrets = secrets.clone();
                    let verifier =
                        build_verifier(shared.scheme, secrets, Some(url), shared.tolerance)?;
                    shared.source = Source::Fixed(verifier);
                }
                Source::Fixed(verifier) => {
                    shared.source = Source::Fixed(verifier.clone().at_public_url(url)?);
                }
                // Each tenant's verifier is built with it.
                Source::Tenants(_) => {}
            }
            shared.public_url = Some(url.into());
            Ok(())
        })
    }

    /// How far a timestamp may lie in the past or the future; by default what the scheme says, 300
    /// seconds for most. Done records are kept for twice as long at least: so long may a capture be
    /// replayed.
    ///
    /// # Panics
    /// If it is less than a second.
    #[must_use]
    #[track_caller]
    pub fn tolerance(self, tolerance: Duration) -> Self {
        self.rebuild(|shared| {
            check_tolerance(tolerance)?;
            if let Source::Fixed(verifier) = &shared.source {
                shared.source = Source::Fixed(verifier.clone().with_tolerance(tolerance)?);
            }
            shared.tolerance = Some(tolerance);
            if let Some(dedupe) = &mut shared.dedupe {
                dedupe.window = dedupe.window.max(tolerance.saturating_mul(2));
            }
            Ok(())
        })
    }

    /// The largest body, in bytes; by default what the scheme says (2 MiB; GitHub 25 MiB). Larger
    /// ones get 413. axum's own `DefaultBodyLimit` still applies to extractors that read the body.
    #[must_use]
    pub fn body_limit(self, bytes: NonZeroUsize) -> Self {
        self.set(|shared| shared.body_limit = bytes.get())
    }

    /// How long a body may take to arrive; by default 10 seconds. Slower ones get 503.
    #[must_use]
    pub fn read_timeout(self, timeout: Duration) -> Self {
        self.set(|shared| shared.read_timeout = timeout)
    }

    /// Bounds the bytes of unverified bodies in memory; by default 256 MiB for the process.
    #[must_use]
    pub fn body_budget(self, budget: BodyBudget) -> Self {
        self.set(|shared| shared.budget = budget)
    }

    /// How many handlers run at once, those of disconnected clients included; by default 1,024.
    /// Beyond that a delivery gets 503.
    #[must_use]
    pub fn max_in_flight(self, handlers: NonZeroUsize) -> Self {
        self.set(|shared| {
            let permits = handlers.get().min(Semaphore::MAX_PERMITS);
            shared.permits = Arc::new(Semaphore::new(permits));
        })
    }

    /// Answers 503 when the handler takes longer, while it goes on in the background and settles
    /// its claim: set it below the provider's deadline, so that the retry finds the work done. The
    /// deadline is [`Scheme::response_deadline`](webhook_core::Scheme::response_deadline), where it is
    /// known, and on the provider's page. By default there is no such limit.
    #[must_use]
    pub fn answer_within(self, deadline: Duration) -> Self {
        self.set(|shared| shared.answer_within = Some(deadline))
    }

    /// Drops the handler when its client disconnects, and releases the claim. By default it runs
    /// to its end.
    #[must_use]
    pub fn cancel_on_disconnect(self) -> Self {
        self.set(|shared| shared.cancel_on_disconnect = true)
    }

    /// Lets a handler's panic through, after its claim is released. By default it is answered 500.
    #[must_use]
    pub fn propagate_panics(self) -> Self {
        self.set(|shared| shared.propagate_panics = true)
    }

    /// What time it is; by default the system's clock. For tests.
    #[must_use]
    pub fn clock(self, clock: impl Clock) -> Self {
        self.set(|shared| shared.clock = Arc::new(clock))
    }

    /// Replaces the response to a refusal where `respond` returns one. `Retry-After` is added if
    /// it lacks one, and the refusal stays in the response's extensions.
    #[must_use]
    pub fn respond_with(
        self,
        respond: impl Fn(&Refusal) -> Option<Response<Bytes>> + Send + Sync + 'static,
    ) -> Self {
        self.set(|shared| shared.respond_with = Some(Arc::new(respond)))
    }

    /// Lets requests that fail verification through to the handler, without a `Delivery` and
    /// without a claim: to watch a new endpoint before enforcing. Extractors of deliveries and
    /// events still reject them. Limits on size and time are enforced.
    #[must_use]
    pub fn observe_only(self) -> Self {
        tracing::warn!(
            endpoint = &*self.shared.endpoint,
            "webhook layer only observes: unverified requests reach the handler"
        );
        self.set(|shared| shared.observe_only = true)
    }
}
