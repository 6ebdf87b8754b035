//! [`Sink`]: the object-safe twin of [`SecretSink`], and how long it may take.

use std::{pin::Pin, sync::Arc, time::Duration};

use webhook_core::{
    Refusal, Secret, SecretSink,
    sink::{Capture, SinkError},
};

/// How long keeping a secret may take.
const LIMIT: Duration = Duration::from_secs(5);
const NOT_KEPT: Refusal = Refusal::CheckUnanswered {
    what: "the secret could not be kept",
};

type Kept<'a> = Pin<Box<dyn Future<Output = Result<Capture, SinkError>> + Send + 'a>>;

trait Erased: Send + Sync {
    fn capture<'a>(&'a self, tenant: &'a str, secret: &'a Secret) -> Kept<'a>;
}

impl<S: SecretSink> Erased for S {
    fn capture<'a>(&'a self, tenant: &'a str, secret: &'a Secret) -> Kept<'a> {
        Box::pin(SecretSink::capture(self, tenant, secret))
    }
}

/// Where captured secrets go.
#[derive(Clone)]
pub(crate) struct Sink(Arc<dyn Erased>);

impl Sink {
    pub(crate) fn new(sink: impl SecretSink) -> Self {
        Self(Arc::new(sink))
    }

    /// Keeps the secret, or says why the provider must not be told so.
    pub(crate) async fn keep(&self, tenant: &str, secret: &Secret) -> Result<(), Refusal> {
        match tokio::time::timeout(LIMIT, self.0.capture(tenant, secret)).await {
            Ok(Ok(Capture::Kept)) => Ok(()),
            Ok(Ok(Capture::Refused)) => Err(Refusal::UnknownTenant),
            Ok(Err(error)) => {
                tracing::error!(tenant, %error, "webhook secret could not be kept");
                Err(NOT_KEPT)
            }
            Err(_) => {
                tracing::error!(
                    tenant,
                    "webhook secret could not be kept: the sink timed out"
                );
                Err(NOT_KEPT)
            }
        }
    }
}
