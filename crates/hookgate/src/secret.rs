//! Secrets on the command line and in files: `whsec_…`, `env:NAME`, `file:PATH`; and with the public
//! value that some providers sign beside theirs, `id:APP_KEY=env:NAME`.

use std::{fmt, fs, str::FromStr};

use axum_webhook::{Secret, core::ConfigError};

/// A secret as it is given: its text, the name of a variable that holds it, or the path of a file
/// that does. A newline at the end of a file is not part of it. Before any of these its
/// [key id](Secret::key_id) may stand.
///
/// ```
/// use hookgate::SecretArg;
///
/// let literal: SecretArg = "whsec_an_example_secret".parse()?;
/// assert_eq!(format!("{literal:?}"), "SecretArg([redacted])");
/// assert!("env:NO_SUCH_VARIABLE".parse::<SecretArg>().is_err());
/// let with_app_key: SecretArg = "id:the_app_key=an_example_app_secret".parse()?;
/// # Ok::<(), hookgate::SecretError>(())
/// ```
#[derive(Clone)]
pub struct SecretArg {
    secret: Secret,
    text: String,
    id: Option<String>,
}

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
        self.secret.clone()
    }

    /// Its text, for whoever looks for what is wrong with it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Another text with the same key id.
    pub(crate) fn with_text(&self, text: &str) -> Self {
        let secret = Self::new(text);
        match &self.id {
            Some(id) => secret.with_id(id),
            None => secret,
        }
    }

    fn new(text: &str) -> Self {
        Self {
            secret: Secret::new(text),
            text: text.to_owned(),
            id: None,
        }
    }

    fn with_id(self, id: &str) -> Self {
        Self {
            secret: self.secret.key_id(id),
            id: Some(id.to_owned()),
            ..self
        }
    }
}

impl FromStr for SecretArg {
    type Err = SecretError;

    fn from_str(text: &str) -> Result<Self, SecretError> {
        if let Some((id, rest)) = text
            .strip_prefix("id:")
            .and_then(|text| text.split_once('='))
        {
            return Ok(rest.parse::<Self>()?.with_id(id));
        }
        if let Some(name) = text.strip_prefix("env:") {
            let secret = Secret::from_env(name)?;
            let text = std::env::var(name).unwrap_or_default();
            return Ok(Self {
                secret,
                text,
                id: None,
            });
        }
        if let Some(path) = text.strip_prefix("file:") {
            let text = fs::read_to_string(path).map_err(|source| SecretError::File {
                path: path.to_owned(),
                source,
            })?;
            return Ok(Self::new(text.trim_end_matches(['\r', '\n'])));
        }
        Ok(Self::new(text))
    }
}

impl fmt::Debug for SecretArg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretArg([redacted])")
    }
}
