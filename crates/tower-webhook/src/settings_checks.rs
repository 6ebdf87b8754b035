//! The builder methods of [`WebhookLayer`] for endpoint checks.

use std::{num::NonZeroU32, sync::Arc};

use webhook_core::{SecretSink, handshake::Agreed};

use crate::{WebhookLayer, sink::Sink};

impl WebhookLayer {
    fn agree(self, agree: impl FnOnce(Agreed) -> Agreed) -> Self {
        self.set(|shared| shared.agreed = agree(std::mem::take(&mut shared.agreed)))
    }

    /// The token that was agreed with the provider for its endpoint check (Meta's
    /// `hub.verify_token`, eBay's verification token). Without one such a check is refused. It is
    /// compared in constant time.
    #[must_use]
    pub fn verify_token(self, token: impl Into<Arc<str>>) -> Self {
        self.agree(|agreed| agreed.verify_token(token))
    }

    /// The topics whose WebSub subscription is wanted, as they were asked for. A hub's question
    /// whether to subscribe is confirmed for these, whether to unsubscribe for all others; by default
    /// nothing is wanted.
    #[must_use]
    pub fn topics(self, topics: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.agree(|agreed| agreed.topics(topics))
    }

    /// The origins that may deliver CloudEvents, as they write themselves in `WebHook-Request-Origin`
    /// (`eventgrid.azure.net`); by default none, and their `OPTIONS` gets 405.
    #[must_use]
    pub fn allowed_origins(self, origins: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.agree(|agreed| agreed.origins(origins))
    }

    /// How many CloudEvents an origin is told it may deliver in a minute; by default `*`, as many as
    /// it likes.
    #[must_use]
    pub fn allowed_rate(self, per_minute: NonZeroU32) -> Self {
        self.agree(|agreed| agreed.rate(per_minute))
    }

    /// Where the secret goes that the provider hands over in its first request (Asana, Clio, Notion),
    /// for a layer built with [`WebhookLayer::by_request`]. The request is answered once the sink says
    /// that the secret is kept; it has five seconds, and counts against
    /// [`WebhookLayer::max_in_flight`].
    ///
    /// Only a tenant without secrets gets one: whoever has one keeps it, and such a request is then
    /// refused for want of a signature. Without a sink they all are. A process that lately looked the
    /// tenant up in vain may take a minute to notice its secret.
    #[must_use]
    pub fn secret_sink(self, sink: impl SecretSink) -> Self {
        self.set(|shared| shared.secret_sink = Some(Sink::new(sink)))
    }
}
