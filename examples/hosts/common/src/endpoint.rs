//! [`Endpoint`]: what an extractor needs where no layer stands before it.

use std::time::Duration;

use webhook_core::{ConfigError, Receiver, Verifier, handshake::Agreed, store::AnyDedupeStore};

use crate::{Provider, Settings};

/// One endpoint of a host that has no layer.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Verifies, and answers endpoint checks.
    pub receiver: Receiver,
    /// How long a body may take to arrive.
    pub read_timeout: Duration,
    /// Where claims are kept.
    pub store: AnyDedupeStore,
}

impl Endpoint {
    /// The endpoint of one provider.
    ///
    /// # Errors
    /// [`ConfigError`] for a secret that cannot be one.
    pub fn new(provider: &Provider, settings: &Settings) -> Result<Self, ConfigError> {
        let verifier = Verifier::new(provider.scheme, provider.secret.clone())?;
        let agreed = match provider.verify_token {
            Some(token) => Agreed::default().verify_token(token),
            None => Agreed::default(),
        };
        Ok(Self {
            receiver: Receiver::new(verifier)
                .agreed(agreed)
                .body_limit(settings.body_limit.get()),
            read_timeout: settings.read_timeout,
            store: settings.store.clone(),
        })
    }
}
