//! [`Verifier`]: a compiled scheme with its keys.
//!
//! ```
//! use webhook_core::{Inbound, UnixTime, Verifier, providers};
//! # use webhook_core::{Signer, signer::Outgoing};
//!
//! let secret = "whsec_an_example_secret";
//! let verifier = Verifier::new(providers::STRIPE, secret)?;
//! # let now = UnixTime::from_secs(1_700_000_000);
//! # let body = br#"{"id":"evt_1","type":"invoice.paid"}"#;
//! # let signed = Signer::new(providers::STRIPE, secret)?.sign(&Outgoing::new(body, now));
//! # let (method, uri, headers) = (http::Method::POST, http::Uri::from_static("/"), signed.headers);
//! let verified = verifier.verify(&Inbound::new(&method, &uri, &headers), body.to_vec(), now)?;
//! assert_eq!(verified.event_id().as_deref(), Some("evt_1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod begin;
mod compiled;
mod content;
mod finish;
mod greet;
mod keys;
mod render;
pub(crate) mod timestamp;

use std::{fmt, sync::Arc, time::Duration};

use bytes::Bytes;

use crate::{
    ConfigError, Inbound, Keyring, Refusal, Secrets, UnixTime, Verified,
    key::{self, Key},
    keys::KeyRequest,
    scheme::Scheme,
};

pub(crate) use compiled::Compiled;
pub use finish::Verification;
pub(crate) use keys::NamedKeys;
pub(crate) use render::{TemplateInput, render};

/// Verifies requests of one provider with one endpoint's secrets. Cheap to clone.
#[derive(Clone)]
pub struct Verifier {
    compiled: Arc<Compiled>,
    keys: Arc<[Key]>,
    public_url: Option<Arc<str>>,
    /// `None` for a time that is read and not held against the clock.
    tolerance: Option<Duration>,
}

impl Verifier {
    /// With the scheme's own settings.
    ///
    /// # Errors
    /// [`ConfigError`] for a secret that cannot be one, a scheme that contradicts itself, and a
    /// scheme that signs the URL: that needs [`Verifier::with_public_url`].
    pub fn new(scheme: Scheme, secrets: impl Into<Secrets>) -> Result<Self, ConfigError> {
        if scheme.signs_url() {
            return Err(ConfigError::PublicUrlMissing {
                scheme: scheme.name,
            });
        }
        Self::build(scheme, &secrets.into(), None)
    }

    /// For a scheme that signs the URL: `url` is the exact one registered with the provider,
    /// without its query; each request's raw query is appended to it.
    ///
    /// # Errors
    /// As [`Verifier::new`], and [`ConfigError::PublicUrlInvalid`].
    pub fn with_public_url(
        scheme: Scheme,
        secrets: impl Into<Secrets>,
        url: &str,
    ) -> Result<Self, ConfigError> {
        check_public_url(&scheme, url)?;
        Self::build(scheme, &secrets.into(), Some(url.into()))
    }

    fn build(
        scheme: Scheme,
        secrets: &Secrets,
        public_url: Option<Arc<str>>,
    ) -> Result<Self, ConfigError> {
        let compiled = Compiled::new(scheme)?;
        Ok(Self {
            keys: key::derive_all(&scheme, secrets)?.into(),
            compiled: Arc::new(compiled),
            public_url,
            // Not `scheme.tolerance()`: a token that needs no time may still bring one.
            tolerance: (!scheme.outlives_its_stamp())
                .then(|| Duration::from_secs(u64::from(scheme.tolerance_secs))),
        })
    }

    /// With another tolerance for the timestamp, past and future; a time of the event is then held
    /// against the clock, too.
    ///
    /// # Errors
    /// [`ConfigError::Setting`] for zero, which would refuse every delivery.
    pub fn with_tolerance(mut self, tolerance: Duration) -> Result<Self, ConfigError> {
        check_tolerance(tolerance)?;
        self.tolerance = Some(tolerance);
        Ok(self)
    }

    /// The same at another public URL.
    ///
    /// # Errors
    /// [`ConfigError::PublicUrlInvalid`].
    pub fn at_public_url(mut self, url: &str) -> Result<Self, ConfigError> {
        check_public_url(&self.compiled.scheme, url)?;
        self.public_url = Some(url.into());
        Ok(self)
    }

    /// The same scheme and settings with other secrets, for rotation.
    ///
    /// # Errors
    /// [`ConfigError`] for a secret that cannot be one.
    pub fn with_secrets(&self, secrets: impl Into<Secrets>) -> Result<Self, ConfigError> {
        Ok(Self {
            keys: key::derive_all(&self.compiled.scheme, &secrets.into())?.into(),
            ..self.clone()
        })
    }

    /// The scheme.
    pub fn scheme(&self) -> &Scheme {
        &self.compiled.scheme
    }

    /// The tolerance for timestamps; `None` where they are read and not held against the clock.
    pub fn tolerance(&self) -> Option<Duration> {
        self.tolerance
    }

    /// Verifies a complete request received at `now`.
    ///
    /// # Errors
    /// [`Refusal`], its body unread where the head is reason enough.
    pub fn verify(
        &self,
        request: &Inbound<'_>,
        body: impl Into<Bytes>,
        now: UnixTime,
    ) -> Result<Verified, Refusal> {
        self.verify_with(request, body, now, |_| Err(Refusal::KeyUnavailable))
    }

    /// [`Verifier::verify`], for a scheme whose keys are fetched: `keys` brings them, and is asked
    /// once at most, after everything that can be refused without them.
    ///
    /// # Errors
    /// As [`Verifier::verify`], and what `keys` returns.
    pub fn verify_with(
        &self,
        request: &Inbound<'_>,
        body: impl Into<Bytes>,
        now: UnixTime,
        keys: impl FnOnce(&KeyRequest) -> Result<Arc<Keyring>, Refusal>,
    ) -> Result<Verified, Refusal> {
        let body = body.into();
        // Matched in place: moving the states about would cost a tenth of a small body's hash.
        match &mut self.begin(request, now) {
            Ok(verification) => {
                verification.update(&body);
                if let Some(wanted) = verification.key_request(&body)? {
                    verification.provide_keys(keys(&wanted)?);
                }
                verification.conclude(body)
            }
            Err(refusal) => Err(refusal.clone()),
        }
    }
}

/// Whether `url` can be a public URL: absolute, http or https, without query and fragment.
///
/// # Errors
/// [`ConfigError::PublicUrlInvalid`].
pub fn check_public_url(scheme: &Scheme, url: &str) -> Result<(), ConfigError> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let absolute = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    if !absolute || url.contains(['?', '#', ' ']) {
        return Err(ConfigError::PublicUrlInvalid {
            scheme: scheme.name,
        });
    }
    Ok(())
}

/// Whether `tolerance` lets any delivery be fresh: a second at least.
///
/// # Errors
/// [`ConfigError::Setting`].
pub fn check_tolerance(tolerance: Duration) -> Result<(), ConfigError> {
    if tolerance < Duration::from_secs(1) {
        return Err(ConfigError::Setting {
            setting: "tolerance",
            value: "less than a second",
            why: "every delivery would be stale",
        });
    }
    Ok(())
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("scheme", &self.compiled.scheme.name)
            .field("secrets", &self.keys.len())
            .field("public_url", &self.public_url)
            .field("tolerance", &self.tolerance)
            .finish()
    }
}
