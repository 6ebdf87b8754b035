//! [`Settings`]: the endpoints, the same on every host.

use std::{num::NonZeroUsize, time::Duration};

use webhook_core::{DedupeStore, Scheme, Secret, providers, store::AnyDedupeStore};

/// What a host serves: Stripe, Slack and Meta, each at the path of its name.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The providers.
    pub providers: Vec<Provider>,
    /// The largest body.
    pub body_limit: NonZeroUsize,
    /// How long a body may take to arrive.
    pub read_timeout: Duration,
    /// Where claims are kept.
    pub store: AnyDedupeStore,
}

/// One provider that delivers.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its scheme; its name is the path.
    pub scheme: Scheme,
    /// The endpoint's secret.
    pub secret: Secret,
    /// What was agreed for the endpoint check that comes as a `GET`.
    pub verify_token: Option<&'static str>,
}

impl Settings {
    /// Settings with these secrets, by a provider's name, and the layer's own limits.
    pub fn new(store: impl DedupeStore, secret: impl Fn(&str) -> Secret) -> Self {
        let provider = |scheme: Scheme, verify_token| Provider {
            secret: secret(scheme.name()),
            scheme,
            verify_token,
        };
        Self {
            providers: vec![
                provider(providers::STRIPE, None),
                provider(providers::SLACK, None),
                provider(providers::META, Some("agreed-with-meta")),
            ],
            body_limit: const { NonZeroUsize::new(2 << 20).unwrap() },
            read_timeout: Duration::from_secs(10),
            store: AnyDedupeStore::new(store),
        }
    }

    /// Secrets for this run alone, which nobody else knows.
    ///
    /// # Errors
    /// If the system has no randomness.
    pub fn for_this_run(store: impl DedupeStore) -> Result<Self, getrandom::Error> {
        let mut random = [0; 16];
        getrandom::fill(&mut random)?;
        let random = u128::from_ne_bytes(random);
        let secret = |provider: &str| match provider {
            "stripe" => Secret::new(format!("whsec_{random:032x}")),
            _ => Secret::new(format!("{provider}_{random:032x}")),
        };
        Ok(Self::new(store, secret))
    }

    /// The provider of this name.
    pub fn provider(&self, name: &str) -> Option<&Provider> {
        let mut providers = self.providers.iter();
        providers.find(|provider| provider.scheme.name() == name)
    }
}

impl Provider {
    /// Whether the provider checks the endpoint with a `GET`, which must be routed then.
    pub fn checks_by_get(&self) -> bool {
        let mut handshakes = self.scheme.handshakes_axis().iter();
        handshakes.any(|handshake| handshake.is_no_post())
    }
}
