//! [`SecretSource`]: secrets that are looked up per request, for tenants, vaults and hot rotation.
//!
//! ```
//! use webhook_core::{Inbound, Secrets, source::{SecretSource, SourceError}};
//!
//! /// One secret per tenant, the tenant being the first segment of the path.
//! struct ByPath;
//!
//! impl SecretSource for ByPath {
//!     fn tenant(&self, request: &Inbound<'_>) -> Option<String> {
//!         let tenant = request.path().split('/').nth(1)?;
//!         (!tenant.is_empty()).then(|| tenant.to_owned())
//!     }
//!
//!     async fn secrets(&self, tenant: &str) -> Result<Option<Secrets>, SourceError> {
//!         Ok((tenant == "acme").then(|| "whsec_of_acme_and_nobody_else".into()))
//!     }
//! }
//! ```

use std::error::Error;

use crate::{Inbound, Secrets};

/// Where the secrets of many tenants come from.
///
/// The caller keeps what [`secrets`](SecretSource::secrets) returned for a while, asks once for any
/// number of concurrent requests of a tenant, and bounds how many tenants it remembers.
pub trait SecretSource: Send + Sync + 'static {
    /// Which tenant a request is for, from its path, host or headers. Nothing of it is verified
    /// yet: the name only selects secrets. `None` refuses the request.
    fn tenant(&self, request: &Inbound<'_>) -> Option<String>;

    /// The tenant's active secrets; `None` if there is no such tenant.
    ///
    /// # Errors
    /// [`SourceError`] if it cannot be said now: the provider is asked to retry.
    fn secrets(
        &self,
        tenant: &str,
    ) -> impl Future<Output = Result<Option<Secrets>, SourceError>> + Send;
}

/// Secrets that could not be had.
#[derive(Debug, thiserror::Error)]
#[error("secret source: {message}")]
pub struct SourceError {
    message: String,
    #[source]
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl SourceError {
    /// With a message for the operator, which must not hold a secret.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
        }
    }

    /// With the error that caused it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }
}
