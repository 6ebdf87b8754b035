//! The case under investigation, and the one judge of it: this build's own verifier.

use std::time::Duration;

use axum_webhook::{
    ConfigError, Refusal, Scheme, Secret,
    core::{Inbound, UnixTime, Verified, Verifier, scheme::KeyFormat},
};
use bytes::Bytes;
use http::HeaderMap;

use crate::capture::Capture;

/// Longer than any clock is off: whether the signature is right does not depend on the time.
const ANY_TIME: Duration = Duration::from_secs(1 << 40);

/// A captured request, and what is believed about it.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) scheme: Scheme,
    pub(super) secret: Secret,
    /// The secret's text; never printed.
    pub(super) text: String,
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
}

impl Undo {
    pub(super) fn apply(&self, case: &Case) -> Case {
        let mut case = case.clone();
        match self {
            Self::Secret(text, format) => {
                case.secret = Secret::new(text.as_str());
                case.text.clone_from(text);
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
        let secret = self.secret.clone();
        let verifier = match &self.url {
            Some(url) if self.scheme.signs_url() => {
                Verifier::with_public_url(self.scheme, secret, url)
            }
            _ => Verifier::new(self.scheme, secret),
        };
        let verifier = verifier
            .and_then(|verifier| verifier.with_tolerance(ANY_TIME))
            .map_err(No::Config)?;
        let capture = &self.capture;
        let request = Inbound::new(&capture.method, &capture.url, &capture.headers);
        verifier
            .verify(&request, capture.body.clone(), UnixTime::from_secs(0))
            .map_err(No::Refused)
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
