//! The case under investigation, and the one judge of it: this build's own verifier.

use std::{sync::Arc, time::Duration};

use axum_webhook::{
    ConfigError, Refusal, Scheme, Secrets,
    core::{
        Inbound, UnixTime, Verified, Verifier,
        keys::{KeyRequest, StaticKeys},
        scheme::KeyFormat,
    },
};
use bytes::Bytes;
use http::HeaderMap;

use super::keys::{self, NoKey};
use crate::{SecretArg, capture::Capture};

/// Longer than any clock is off: whether the signature is right does not depend on the time.
const ANY_TIME: Duration = Duration::from_secs(1 << 40);

/// A captured request, and what is believed about it.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) scheme: Scheme,
    /// `None` where a provider has no use for one; never printed.
    pub(super) secret: Option<SecretArg>,
    pub(super) keys: Arc<StaticKeys>,
    /// When it arrived.
    pub(super) now: UnixTime,
    pub(super) capture: Capture,
    pub(super) url: Option<String>,
}

/// Something that may have happened on the way, and the case without it.
#[derive(Clone, Debug)]
pub(super) struct Suspicion {
    pub(super) code: &'static str,
    pub(super) what: String,
    pub(super) fix: String,
    pub(super) undo: Undo,
}

/// What is taken back.
#[derive(Clone, Debug)]
pub(super) enum Undo {
    Secret(String, KeyFormat),
    Body(Bytes),
    Url(String),
    Headers(HeaderMap),
}

/// Why there is no verdict, or a bad one.
#[derive(Clone, Debug)]
pub(super) enum No {
    Config(ConfigError),
    Refused(Refusal),
    /// The signature is to be held against a key that is not there.
    Key(NoKey),
}

impl No {
    /// Whether it is about somebody else than what is configured.
    pub(super) fn is_foreign(&self) -> bool {
        matches!(self, Self::Refused(Refusal::NotExpected { .. }))
    }
}

impl Undo {
    pub(super) fn apply(&self, case: &Case) -> Case {
        let mut case = case.clone();
        match self {
            Self::Secret(text, format) => {
                case = case.with_text(text);
                case.scheme = case.scheme.key_format(*format);
            }
            Self::Body(body) => case.capture.body = body.clone(),
            Self::Url(url) => case.url = Some(url.clone()),
            Self::Headers(headers) => case.capture.headers.clone_from(headers),
        }
        case
    }

    /// Two changes of one kind are never made together.
    pub(super) fn kind(&self) -> u8 {
        match self {
            Self::Secret(..) => 0,
            Self::Body(_) => 1,
            Self::Url(_) => 2,
            Self::Headers(_) => 3,
        }
    }
}

impl Case {
    /// The verifier's verdict, whatever the time is.
    pub(super) fn judge(&self) -> Result<Verified, No> {
        // Keys may have a time of their own; nothing else may depend on it.
        let now = match self.scheme.fetched_keys() {
            Some(_) => self.now,
            None => UnixTime::from_secs(0),
        };
        self.judge_at(now, Some(ANY_TIME))
    }

    /// The verdict at the time of its arrival.
    pub(super) fn judge_in_time(&self) -> Result<Verified, No> {
        self.judge_at(self.now, None)
    }

    fn judge_at(&self, now: UnixTime, tolerance: Option<Duration>) -> Result<Verified, No> {
        let secret: Secrets = self.secret.iter().map(SecretArg::secret).collect();
        let verifier = match &self.url {
            Some(url) if self.scheme.signs_url() => {
                Verifier::with_public_url(self.scheme, secret, url)
            }
            _ => Verifier::new(self.scheme, secret),
        };
        let verifier = verifier
            .and_then(|verifier| match tolerance {
                Some(tolerance) => verifier.with_tolerance(tolerance),
                None => Ok(verifier),
            })
            .map_err(No::Config)?;
        let capture = &self.capture;
        let request = Inbound::new(&capture.method, &capture.url, &capture.headers);
        let mut no_key = None;
        let keys = |wanted: &KeyRequest| {
            keys::keyring(&self.scheme, &self.keys, wanted).map_err(|why| {
                no_key = Some(why);
                Refusal::KeyUnavailable
            })
        };
        let result = verifier.verify_with(&request, capture.body.clone(), now, keys);
        result.map_err(|refusal| no_key.map_or(No::Refused(refusal), No::Key))
    }

    /// The same with another text as the secret, its key id unchanged.
    pub(super) fn with_text(&self, text: &str) -> Self {
        let secret = self.secret.as_ref();
        Self {
            secret: secret.map(|secret| secret.with_text(text)),
            ..self.clone()
        }
    }

    /// The secret's text, or what is configured in its place; nothing where there is none.
    pub(super) fn text(&self) -> &str {
        self.secret.as_ref().map_or("", SecretArg::text)
    }

    /// The body as text, if it is that.
    pub(super) fn text_body(&self) -> Option<&str> {
        std::str::from_utf8(&self.capture.body).ok()
    }

    /// A header's text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.capture.headers.get(name)?.to_str().ok()
    }
}
