//! What nobody should reach for by accident: each name says what it gives up.

use std::sync::Arc;

use bytes::Bytes;

use crate::{ConfigError, Secret, Verified, scheme::Scheme, verified::Facts, verifier::Compiled};

/// A secret that may give a key shorter than 16 bytes, for a provider that offers no longer one.
/// Whoever sees one signed request can search for it.
///
/// ```
/// use webhook_core::{Verifier, danger, providers};
///
/// assert!(Verifier::new(providers::GITHUB, "hunter2").is_err());
/// assert!(Verifier::new(providers::GITHUB, danger::short_secret("hunter2")).is_ok());
/// ```
pub fn short_secret(text: impl Into<String>) -> Secret {
    let mut secret = Secret::new(text);
    secret.may_be_short = true;
    secret
}

/// Declares a body genuine without any check: for events that arrive over a channel that is
/// trusted by other means (a queue of one's own), and for tests of handlers.
///
/// # Errors
/// [`ConfigError::Scheme`] for a scheme that contradicts itself.
pub fn assume_verified(
    scheme: Scheme,
    headers: &http::HeaderMap,
    body: impl Into<Bytes>,
) -> Result<Verified, ConfigError> {
    let compiled = Compiled::new(scheme)?;
    let kept = compiled
        .kept
        .iter()
        .filter_map(|header| Some((header.name, headers.get(header.header_name())?.clone())))
        .collect();
    Ok(Verified::new(
        Facts {
            compiled: Arc::new(compiled),
            kept,
            content_type: headers.get(http::header::CONTENT_TYPE).cloned(),
            query: None,
            in_signature: Vec::new(),
            body: body.into(),
        },
        None,
        (0, None),
        None,
    ))
}
