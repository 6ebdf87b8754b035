//! [`Agreed`]: what the operator settled for endpoint checks.

use std::{fmt, num::NonZeroU32, sync::Arc};

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// What was agreed for endpoint checks: the part of an answer that no provider's data can hold. What
/// is not agreed is not answered.
#[derive(Clone, Default)]
pub struct Agreed {
    verify_token: Option<Arc<str>>,
    topics: Arc<[String]>,
    origins: Arc<[String]>,
    rate: Option<NonZeroU32>,
}

impl Agreed {
    /// The token that was given to the provider (Meta's `hub.verify_token`, eBay's verification
    /// token). It is compared in constant time.
    #[must_use]
    pub fn verify_token(mut self, token: impl Into<Arc<str>>) -> Self {
        self.verify_token = Some(token.into());
        self
    }

    /// The topics whose WebSub subscription is wanted, exactly as they were asked for.
    #[must_use]
    pub fn topics(mut self, topics: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.topics = topics.into_iter().map(Into::into).collect();
        self
    }

    /// The origins that may deliver CloudEvents: `eventgrid.azure.net`.
    #[must_use]
    pub fn origins(mut self, origins: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.origins = origins.into_iter().map(Into::into).collect();
        self
    }

    /// How many CloudEvents an origin may deliver in a minute; by default as many as it likes.
    #[must_use]
    pub fn rate(mut self, per_minute: NonZeroU32) -> Self {
        self.rate = Some(per_minute);
        self
    }

    pub(crate) fn token(&self) -> Option<&str> {
        self.verify_token.as_deref()
    }

    pub(crate) fn is_token(&self, text: &str) -> bool {
        // Of their hashes, whose length says nothing.
        let hash = |text: &str| Sha256::digest(text.as_bytes());
        let token = self.verify_token.as_deref();
        token.is_some_and(|token| hash(text).ct_eq(&hash(token)).into())
    }

    pub(crate) fn is_topic(&self, topic: &str) -> bool {
        self.topics.iter().any(|wanted| wanted == topic)
    }

    pub(crate) fn is_origin(&self, origin: &str) -> bool {
        let mut origins = self.origins.iter();
        origins.any(|allowed| allowed.eq_ignore_ascii_case(origin))
    }

    pub(crate) fn rate_text(&self) -> String {
        self.rate.map_or("*".to_owned(), |rate| rate.to_string())
    }
}

impl fmt::Debug for Agreed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Agreed")
            .field("verify_token", &self.verify_token.is_some())
            .field("topics", &self.topics)
            .field("origins", &self.origins)
            .field("rate", &self.rate)
            .finish()
    }
}
