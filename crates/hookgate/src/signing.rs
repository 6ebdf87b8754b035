//! Who signs what `send`, `sign`, `curl` and `replay` make: a shared secret, or a provider's key.

use std::io::Write;

use axum_webhook::{ConfigError, Scheme, Secret, core::Signer, testing::Published};

use crate::{Error, Outcome, SecretArg, paint, words};

/// Why nobody can sign.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SigningError {
    /// No secret was given.
    #[error("give the endpoint's secret with --secret")]
    Secret,
    /// What binds deliveries to an endpoint was not given.
    #[error("{0}")]
    Configured(String),
    /// A private key, of a provider that has none.
    #[error("{provider} signs with a shared secret; give that with --secret, and no --private-key")]
    Shared {
        /// The provider.
        provider: &'static str,
    },
    /// A key document, of a provider that publishes none.
    #[error(
        "{provider} publishes no keys, so there is no document of them; leave --key-document out"
    )]
    NoDocument {
        /// The provider.
        provider: &'static str,
    },
    /// The secret or the key is none.
    #[error("{}", words::config(.0))]
    Config(#[from] ConfigError),
}

/// The signer that these arguments name; of a provider that publishes its keys, the test kit's key
/// if no other is given.
pub(crate) fn signer(
    scheme: Scheme,
    secret: Option<&SecretArg>,
    private_key: Option<&SecretArg>,
) -> Result<Signer, SigningError> {
    let provider = scheme.title();
    if private_key.is_some() && !scheme.algorithm().is_public_key() {
        return Err(SigningError::Shared { provider });
    }
    let secret = if scheme.fetched_keys().is_none() && private_key.is_some() {
        // It names the key at most.
        secret.map_or_else(|| Secret::new(""), SecretArg::secret)
    } else {
        configured(&scheme, secret)?
    };
    let test_key = Published::new(&scheme).map(|published| published.private_key());
    Ok(match (private_key, test_key) {
        (Some(key), _) => Signer::with_private_key(scheme, secret, key.secret())?,
        (None, Some(key)) => Signer::with_private_key(scheme, secret, key)?,
        (None, None) => Signer::new(scheme, secret)?,
    })
}

/// What receivers are configured with.
fn configured(scheme: &Scheme, secret: Option<&SecretArg>) -> Result<Secret, SigningError> {
    match secret {
        Some(secret) => Ok(secret.secret()),
        None if scheme.fetched_keys().is_none() => Err(SigningError::Secret),
        None => match words::no_secret(scheme) {
            None => Ok(Secret::new("")),
            Some(problem) => Err(SigningError::Configured(problem)),
        },
    }
}

/// Prints the document that a receiver needs for what is signed with the test kit's key.
pub(crate) fn document(
    scheme: &Scheme,
    secret: Option<&SecretArg>,
    out: &mut impl Write,
) -> Result<Outcome, Error> {
    let provider = scheme.title();
    if scheme.fetched_keys().is_none() {
        return Err(SigningError::NoDocument { provider }.into());
    }
    // What is wrong with the secret shows here, and what nobody can sign.
    signer(*scheme, secret, None)?;
    let published = Published::with_secret(scheme, configured(scheme, secret)?);
    let keys = published.map(|published| published.keys());
    let Some((url, document)) = keys.as_ref().and_then(|keys| keys.documents().next()) else {
        return Err(SigningError::NoDocument { provider }.into());
    };
    out.write_all(document)?;
    if !document.ends_with(b"\n") {
        writeln!(out)?;
    }
    let name = scheme.name();
    let note = format!(
        "save it as FILE; a receiver takes it with: hookgate listen {name} --keys '{url}=FILE'"
    );
    writeln!(anstream::stderr(), "{}", paint::remark(note))?;
    Ok(Outcome::AsExpected)
}
