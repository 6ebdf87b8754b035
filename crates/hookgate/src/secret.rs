//! Secrets on the command line and in files: `whsec_…`, `env:NAME`, `file:PATH`.

use std::{fmt, fs, str::FromStr};

use axum_webhook::{Secret, core::ConfigError};

/// A secret as it is given: its text, the name of a variable that holds it, or the path of a file
/// that does. A newline at the end of a file is not part of it.
///
/// ```
/// use hookgate::SecretArg;
///
/// let literal: SecretArg = "whsec_an_example_secret".parse()?;
/// assert_eq!(format!("{literal:?}"), "SecretArg([redacted])");
/// assert!("env:NO_SUCH_VARIABLE".parse::<SecretArg>().is_err());
/// # Ok::<(), hookgate::SecretError>(())
/// ```
#[derive(Clone)]
pub struct SecretArg(Secret);

/// Why a secret could not be had. Never holds one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SecretError {
    /// The variable is not set.
    #[error(transparent)]
    Env(#[from] ConfigError),
    /// The file could not be read.
    #[error("cannot read the secret's file {path}: {source}")]
    File {
        /// The path.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl SecretArg {
    /// The secret.
    pub fn secret(&self) -> Secret {
        self.0.clone()
    }
}

impl FromStr for SecretArg {
    type Err = SecretError;

    fn from_str(text: &str) -> Result<Self, SecretError> {
        if let Some(name) = text.strip_prefix("env:") {
            return Ok(Self(Secret::from_env(name)?));
        }
        if let Some(path) = text.strip_prefix("file:") {
            let text = fs::read_to_string(path).map_err(|source| SecretError::File {
                path: path.to_owned(),
                source,
            })?;
            return Ok(Self(
                Secret::new(text.trim_end_matches(['\r', '\n'])).label(path),
            ));
        }
        Ok(Self(Secret::new(text)))
    }
}

impl fmt::Debug for SecretArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretArg([redacted])")
    }
}
