//! [`Secret`] and [`Secrets`]: what a provider signs with, kept out of logs and wiped from memory.

use std::{fmt, sync::Arc};

use zeroize::Zeroizing;

use crate::{ConfigError, UnixTime};

/// One signing secret, as its text.
///
/// The text is wiped when dropped and never printed: `Debug` shows the label only. How the text
/// becomes a key, and whether it can be one, is decided by the scheme when a
/// [`Verifier`](crate::Verifier) is built.
///
/// ```
/// use webhook_core::Secret;
///
/// let secret = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").label("2026-11");
/// assert_eq!(format!("{secret:?}"), r#"Secret { label: Some("2026-11"), key_id: None, text: "[redacted]" }"#);
/// ```
#[derive(Clone)]
pub struct Secret {
    text: Zeroizing<String>,
    label: Option<Arc<str>>,
    key_id: Option<Arc<str>>,
    not_before: Option<UnixTime>,
    not_after: Option<UnixTime>,
    pub(crate) may_be_short: bool,
}

impl Secret {
    /// From its text, exactly as the provider shows it.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: Zeroizing::new(text.into()),
            label: None,
            key_id: None,
            not_before: None,
            not_after: None,
            may_be_short: false,
        }
    }

    /// From an environment variable.
    ///
    /// # Errors
    /// [`ConfigError::EnvUnset`] if it is not set or not Unicode: never a default, never empty.
    pub fn from_env(name: &str) -> Result<Self, ConfigError> {
        match std::env::var(name) {
            Ok(text) => Ok(Self::new(text).label(name)),
            Err(_) => Err(ConfigError::EnvUnset {
                name: name.to_owned(),
            }),
        }
    }

    /// A name for logs and `Delivery::secret_label`: which of the rotated secrets matched.
    #[must_use]
    pub fn label(mut self, label: impl Into<Arc<str>>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// What the provider calls this secret, where requests name it: LiveKit's API key, which must
    /// then be the one that the token names. Or the public value that is signed beside it and then
    /// must be given: TikTok Shop's app key, Rapyd's access key; or the `keyid` of HTTP Message
    /// Signatures. No secret itself.
    #[must_use]
    pub fn key_id(mut self, id: impl Into<Arc<str>>) -> Self {
        self.key_id = Some(id.into());
        self
    }

    /// Not accepted before this time.
    #[must_use]
    pub fn not_before(mut self, time: UnixTime) -> Self {
        self.not_before = Some(time);
        self
    }

    /// Not accepted after this time.
    #[must_use]
    pub fn not_after(mut self, time: UnixTime) -> Self {
        self.not_after = Some(time);
        self
    }

    /// Its text, for a [`SecretSink`](crate::SecretSink) that keeps it. Nothing else needs it: it
    /// belongs into no log and no answer.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn name(&self) -> Option<&Arc<str>> {
        self.label.as_ref()
    }

    pub(crate) fn id(&self) -> Option<&Arc<str>> {
        self.key_id.as_ref()
    }

    pub(crate) fn validity(&self) -> Validity {
        Validity {
            not_before: self.not_before,
            not_after: self.not_after,
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret")
            .field("label", &self.label)
            .field("key_id", &self.key_id)
            .field("text", &"[redacted]")
            .finish()
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self::new(text.as_str())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// When a secret counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Validity {
    not_before: Option<UnixTime>,
    not_after: Option<UnixTime>,
}

impl Validity {
    pub(crate) fn covers(self, now: UnixTime) -> bool {
        self.not_before.is_none_or(|start| start <= now)
            && self.not_after.is_none_or(|end| now <= end)
    }
}

/// The active secrets of one endpoint: the current one and, while a rotation lasts, the previous.
///
/// Anything that is a secret, and arrays and vectors of them, convert into this.
///
/// ```
/// use webhook_core::{Secret, Secrets};
///
/// let one: Secrets = "whsec_current".into();
/// let two: Secrets = ["whsec_current", "whsec_previous"].into();
/// let labelled = Secrets::from([Secret::new("a").label("new"), Secret::new("b").label("old")]);
/// assert_eq!((one.len(), two.len(), labelled.len()), (1, 2, 2));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Secrets(Vec<Secret>);

impl Secrets {
    /// The most secrets that one verifier tries: each costs one MAC over the body.
    pub const MAX: usize = 8;

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The secrets, the most likely first.
    pub fn iter(&self) -> impl Iterator<Item = &Secret> {
        self.0.iter()
    }
}

impl From<Secret> for Secrets {
    fn from(secret: Secret) -> Self {
        Self(vec![secret])
    }
}

impl From<&str> for Secrets {
    fn from(text: &str) -> Self {
        Secret::from(text).into()
    }
}

impl From<&String> for Secrets {
    fn from(text: &String) -> Self {
        Secret::from(text).into()
    }
}

impl From<String> for Secrets {
    fn from(text: String) -> Self {
        Secret::from(text).into()
    }
}

impl<T: Into<Secret>, const N: usize> From<[T; N]> for Secrets {
    fn from(secrets: [T; N]) -> Self {
        secrets.into_iter().collect()
    }
}

impl<T: Into<Secret>> From<Vec<T>> for Secrets {
    fn from(secrets: Vec<T>) -> Self {
        secrets.into_iter().collect()
    }
}

impl<T: Into<Secret>> FromIterator<T> for Secrets {
    fn from_iter<I: IntoIterator<Item = T>>(secrets: I) -> Self {
        Self(secrets.into_iter().map(Into::into).collect())
    }
}
