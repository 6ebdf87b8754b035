//! [`SecretSink`]: where a secret goes that the provider itself hands over (Asana, Notion).
//!
//! ```
//! use std::{collections::HashMap, sync::Mutex};
//! use webhook_core::{Secret, sink::{Capture, SecretSink, SinkError}};
//!
//! /// Secrets of endpoints that are being set up. A real one writes to a database, by an insert that
//! /// fails where there is a row.
//! #[derive(Default)]
//! struct Pending(Mutex<HashMap<String, Option<String>>>);
//!
//! impl SecretSink for Pending {
//!     async fn capture(&self, tenant: &str, secret: &Secret) -> Result<Capture, SinkError> {
//!         let mut endpoints = self.0.lock().map_err(|_| SinkError::new("poisoned"))?;
//!         match endpoints.get_mut(tenant) {
//!             Some(place @ None) => *place = Some(secret.text().to_owned()),
//!             _ => return Ok(Capture::Refused),
//!         }
//!         Ok(Capture::Kept)
//!     }
//! }
//! ```

use crate::{Secret, source::SourceError};

/// A secret that could not be kept. As a [`SourceError`], it must not hold one.
pub type SinkError = SourceError;

/// What became of a captured secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capture {
    /// It is kept, durably: the provider may be told so.
    Kept,
    /// The endpoint has a secret already, or none is expected for it.
    Refused,
}

/// Keeps the secret with which a provider introduces itself, on first use only.
///
/// Such a request is not signed: whoever knows the URL can send one. So the URL must be hard to guess
/// or the time short in which an endpoint awaits its secret, and the first secret stays.
pub trait SecretSink: Send + Sync + 'static {
    /// Keeps the secret for `tenant`, the name that [`SecretSource::tenant`] gave the request, unless
    /// there is one: in one atomic step, for two requests may come at once. The same secret again is
    /// [`Capture::Kept`]. What is kept must survive a crash, and from then on be what
    /// [`SecretSource::secrets`] gives.
    ///
    /// [`SecretSource::tenant`]: crate::SecretSource::tenant
    /// [`SecretSource::secrets`]: crate::SecretSource::secrets
    ///
    /// # Errors
    /// [`SinkError`] if it could not be kept: the provider is answered 503.
    fn capture(
        &self,
        tenant: &str,
        secret: &Secret,
    ) -> impl Future<Output = Result<Capture, SinkError>> + Send;
}
