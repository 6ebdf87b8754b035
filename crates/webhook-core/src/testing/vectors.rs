//! Signature test vectors: one JSON object per line, the same for core, layer, adapters and tool.
//!
//! A [`Vector`] is a complete request with the secrets, the receiver's clock and the verdict of the
//! provider's own SDK. [`Vector::run`] puts it through a [`Verifier`]; whoever receives it in
//! another way (over a socket, through a layer) says what was [`Seen`] and asks
//! [`Vector::judge`].
//!
//! ```
//! use webhook_core::testing::vectors::{Outcome, Vector};
//!
//! let file = r#"{"id":"github/docs","provider":"github","level":"must","expect":"accept",
//!     "secrets":["It's a Secret to Everybody"],"now_unix":0,"method":"POST",
//!     "url":"https://hooks.example.com/github","body_base64":"SGVsbG8sIFdvcmxkIQ==",
//!     "headers":[["X-Hub-Signature-256",
//!     "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"]]}"#
//!     .replace('\n', "");
//! for vector in Vector::parse_lines(&file)? {
//!     assert_eq!(vector.run(), Outcome::Pass, "{}", vector.id);
//! }
//! # Ok::<(), webhook_core::testing::vectors::VectorError>(())
//! ```
//!
//! Files are read as untrusted: whatever is wrong with one is a [`VectorError`].

mod parse;
mod provenance;

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use serde::Deserialize;

use crate::{
    ConfigError, Inbound, Keyring, Refusal, Scheme, Secrets, UnixTime, Verified, Verifier,
    keys::{KeyRequest, StaticKeys},
    providers,
};

pub use provenance::Provenance;

/// The longest body a vector may have, written out or generated.
pub const MAX_BODY: usize = 2 * 1024 * 1024;

/// Whether every sound receiver must agree with a vector's verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Every sound receiver says the same.
    Must,
    /// A strict and a lenient receiver may differ; a difference is worth printing, no failure.
    May,
}

/// A verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// The request is genuine.
    Accept,
    /// It is not, or its secret cannot be one.
    Reject,
}

/// One request and what must become of it. `Debug` does not show the secrets.
#[derive(Clone, Debug)]
pub struct Vector {
    /// The vector's name: `stripe/valid-1/s`.
    pub id: String,
    /// The provider's slug.
    pub provider: String,
    /// Which of the provider's schemes, `default` unless it has several.
    pub scheme: String,
    /// What is tried: `valid-1`, `body-flip`.
    pub case: String,
    /// What gave the verdict; see [`Vector::provenance`].
    pub sdk: String,
    /// How binding the verdict is.
    pub level: Level,
    /// The SDK's verdict.
    pub expect: Expect,
    /// What the vendor's documentation asks for, where that is something else.
    pub docs_expect: Option<Expect>,
    /// What was done to the request.
    pub reason: String,
    /// A remark where SDK and common sense differ.
    pub note: Option<String>,
    /// What the receiver is configured with; two of them during a rotation.
    pub secrets: Secrets,
    /// The receiver's clock.
    pub now: UnixTime,
    /// The method.
    pub method: String,
    /// The URL as the provider calls it, query included.
    pub url: String,
    /// The headers in wire order; names may repeat.
    pub headers: Vec<(String, String)>,
    /// Key documents that can be fetched, by their address.
    pub keys: StaticKeys,
    /// For accepted vectors, the event's id, where the scheme has one.
    pub expected_event_id: Option<String>,
    /// For accepted vectors, the event's type, where the scheme has one.
    pub expected_event_type: Option<String>,
    body: Bytes,
}

/// A vector file that is not one: where, and what to mend. Never holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {field} {problem}")]
#[non_exhaustive]
pub struct VectorError {
    /// The line, counting from 1.
    pub line: usize,
    /// The field, or `"the line"`.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// What became of a request, however it was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen<'a> {
    /// It was accepted, with this event.
    Accepted {
        /// The event's id.
        event_id: Option<&'a str>,
        /// The event's type.
        event_type: Option<&'a str>,
    },
    /// It was refused.
    Rejected {
        /// A word on why, for the report.
        why: &'a str,
    },
}

/// How what was seen compares with what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As expected.
    Pass,
    /// Not as expected; whether that is a failure depends on the vector's [`Level`].
    Difference {
        /// What differs.
        what: String,
    },
    /// No scheme of this build has the vector's provider.
    UnknownProvider,
}

impl Vector {
    /// The body.
    pub fn body(&self) -> Bytes {
        self.body.clone()
    }

    /// The request as a server sees it: path and query as its URI, headers in wire order.
    ///
    /// # Errors
    /// [`http::Error`] for a method, URL or header that HTTP cannot carry.
    pub fn request(&self) -> Result<Request<Bytes>, http::Error> {
        let target = self.url.split_once("://").map_or(&*self.url, |(_, rest)| {
            rest.find(['/', '?'])
                .and_then(|start| rest.get(start..))
                .unwrap_or("/")
        });
        let mut request = Request::builder().method(self.method.as_bytes());
        request = if target.starts_with('/') {
            request.uri(target)
        } else {
            request.uri(format!("/{target}"))
        };
        for (name, value) in &self.headers {
            request = request.header(name.as_bytes(), value.as_bytes());
        }
        request.body(self.body())
    }

    /// The URL registered with the provider: the one called, without its query.
    pub fn public_url(&self) -> &str {
        self.url.split('?').next().unwrap_or_default()
    }

    /// The provider's scheme; `None` if this build has none.
    pub fn provider_scheme(&self) -> Option<Scheme> {
        providers::by_name(&self.provider)
    }

    /// The receiver, configured as the vector says; `None` if this build has no such provider.
    pub fn verifier(&self) -> Option<Result<Verifier, ConfigError>> {
        let scheme = self.provider_scheme()?;
        Some(if scheme.signs_url() {
            Verifier::with_public_url(scheme, self.secrets.clone(), self.public_url())
        } else {
            Verifier::new(scheme, self.secrets.clone())
        })
    }

    /// Receives the request with [`Vector::verifier`] and judges the result. A secret that is
    /// refused at start-up counts as a rejection: nothing is ever accepted with it.
    pub fn run(&self) -> Outcome {
        let verifier = match self.verifier() {
            None => return Outcome::UnknownProvider,
            Some(Err(error)) => {
                return self.judge(&Seen::Rejected {
                    why: &error.to_string(),
                });
            }
            Some(Ok(verifier)) => verifier,
        };
        match self.request() {
            Ok(request) => {
                let (parts, body) = request.into_parts();
                let keys = |wanted: &KeyRequest| self.keyring(wanted);
                let head = Inbound::from(&parts);
                self.verdict(&verifier.verify_with(&head, body, self.now, keys))
            }
            Err(error) => Outcome::Difference {
                what: format!("HTTP cannot carry this request: {error}"),
            },
        }
    }

    /// The keys of a document that can be fetched.
    ///
    /// # Errors
    /// [`Refusal::KeyUnavailable`] for any other.
    pub fn keyring(&self, wanted: &KeyRequest) -> Result<Arc<Keyring>, Refusal> {
        let scheme = self.provider_scheme().ok_or(Refusal::KeyUnavailable)?;
        let document = self.keys.get(wanted);
        let keys = document.and_then(|document| Keyring::parse(&scheme, &document));
        keys.map(Arc::new).map_err(|_| Refusal::KeyUnavailable)
    }

    /// Judges the result of a verification.
    pub fn verdict(&self, result: &Result<Verified, Refusal>) -> Outcome {
        match result {
            Ok(verified) => self.judge(&Seen::Accepted {
                event_id: verified.event_id().as_deref(),
                event_type: verified.event_type().as_deref(),
            }),
            Err(refusal) => self.judge(&Seen::Rejected {
                why: refusal.code(),
            }),
        }
    }

    /// Judges what was seen, however the request was received.
    pub fn judge(&self, seen: &Seen<'_>) -> Outcome {
        let what = match (self.expect, seen) {
            (Expect::Reject, Seen::Rejected { .. }) => return Outcome::Pass,
            (Expect::Reject, Seen::Accepted { .. }) => {
                format!("accepted, should be refused: {}", self.reason)
            }
            (Expect::Accept, Seen::Rejected { why }) => {
                format!("refused ({why}), should be accepted: {}", self.reason)
            }
            (
                Expect::Accept,
                Seen::Accepted {
                    event_id,
                    event_type,
                },
            ) => {
                let expected = (
                    self.expected_event_id.as_deref(),
                    self.expected_event_type.as_deref(),
                );
                if expected == (*event_id, *event_type) {
                    return Outcome::Pass;
                }
                let (id, name) = expected;
                format!("id and type are {event_id:?}, {event_type:?}, should be {id:?}, {name:?}")
            }
        };
        Outcome::Difference { what }
    }
}
