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

mod provenance;

use std::{collections::HashMap, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::Request;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use crate::{
    ConfigError, Inbound, Keyring, Refusal, Scheme, Secret, Secrets, UnixTime, Verified, Verifier,
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
    /// Parses a vector file; empty lines are skipped.
    ///
    /// # Errors
    /// [`VectorError`] for the first line that is not a vector.
    pub fn parse_lines(text: &str) -> Result<Vec<Self>, VectorError> {
        (1..)
            .zip(text.lines())
            .filter(|(_, line)| !line.trim().is_empty())
            .map(|(number, line)| Self::parse(number, line))
            .collect()
    }

    fn parse(line: usize, text: &str) -> Result<Self, VectorError> {
        let fields = serde_json::from_str(text).map_err(|_| VectorError {
            line,
            field: "the line",
            problem: "is not a JSON object",
        })?;
        let mut fields = Fields { line, fields };
        let texts: Vec<String> = fields.take("secrets", "must be a list of texts")?;
        let headers: Vec<(String, String)> =
            fields.take("headers", "must be a list of [name, value]")?;
        let fixtures: Option<Fixtures> = fields.take("fixtures", "must have certs or documents")?;
        let provider = fields.text("provider")?;
        let body = fields.body()?;
        // Its SDK is configured with nothing, and so are its vectors; we are with topics.
        let topic = crate::json::find(&body, &["/TopicArn"]).pop().flatten();
        let texts = match topic {
            Some(topic) if provider == providers::AWS_SNS.name => vec![topic.into_owned()],
            _ => texts,
        };
        let key_id = fields.optional_text("key_id")?;
        let secret = |text| match &key_id {
            Some(id) => Secret::new(text).key_id(id.as_str()),
            None => Secret::new(text),
        };
        Ok(Self {
            id: fields.text("id")?,
            provider,
            scheme: fields
                .optional_text("scheme")?
                .unwrap_or_else(|| "default".to_owned()),
            case: fields.optional_text("case")?.unwrap_or_default(),
            sdk: fields.optional_text("sdk")?.unwrap_or_default(),
            level: fields.take("level", r#"must be "must" or "may""#)?,
            expect: fields.take("expect", EXPECT)?,
            docs_expect: fields.take("docs_expect", EXPECT)?,
            reason: fields.optional_text("reason")?.unwrap_or_default(),
            note: fields.optional_text("note")?,
            secrets: texts.into_iter().map(secret).collect::<Vec<_>>().into(),
            now: UnixTime::from_secs(fields.take("now_unix", "must be a whole number of seconds")?),
            method: fields.text("method")?,
            url: fields.text("url")?,
            headers,
            keys: fixtures.map(Fixtures::keys).unwrap_or_default(),
            expected_event_id: fields.optional_text("expected_event_id")?,
            expected_event_type: fields.optional_text("expected_event_type")?,
            body,
        })
    }

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

const EXPECT: &str = r#"must be "accept" or "reject""#;

/// The members of one line, taken out one by one so that an error can name its field.
struct Fields {
    line: usize,
    fields: Map<String, Value>,
}

impl Fields {
    fn error(&self, field: &'static str, problem: &'static str) -> VectorError {
        VectorError {
            line: self.line,
            field,
            problem,
        }
    }

    /// What is missing reads as `null`.
    fn take<T: DeserializeOwned>(
        &mut self,
        field: &'static str,
        problem: &'static str,
    ) -> Result<T, VectorError> {
        let value = self.fields.remove(field).unwrap_or_default();
        // serde's own message would quote the value, which may be a secret.
        T::deserialize(value).map_err(|_| self.error(field, problem))
    }

    fn text(&mut self, field: &'static str) -> Result<String, VectorError> {
        self.take(field, "must be a text")
    }

    fn optional_text(&mut self, field: &'static str) -> Result<Option<String>, VectorError> {
        self.take(field, "must be a text or absent")
    }

    /// Written out in base64, or generated; checked against length and digest where given.
    fn body(&mut self) -> Result<Bytes, VectorError> {
        let written = self.optional_text("body_base64")?;
        let generated: Option<Generated> = self.take(
            "body_gen",
            "must have prefix_base64, repeat, count and suffix_base64",
        )?;
        let body = match (written, generated) {
            (Some(text), None) => decode(&text)
                .ok_or_else(|| self.error("body_base64", "must be base64 of at most 2 MiB"))?,
            (None, Some(generated)) => generated
                .body()
                .ok_or_else(|| self.error("body_gen", "must give at most 2 MiB"))?,
            _ => {
                return Err(self.error("the line", "must have body_base64 or body_gen, not both"));
            }
        };
        let length: Option<usize> = self.take("body_len", "must be a length or absent")?;
        if length.is_some_and(|length| length != body.len()) {
            return Err(self.error("body_len", "is not the body's length"));
        }
        let digest = self.optional_text("body_sha256")?;
        if digest.is_some_and(|digest| digest != const_hex::encode(Sha256::digest(&body))) {
            return Err(self.error("body_sha256", "is not the body's digest"));
        }
        Ok(body.into())
    }
}

/// What can be fetched.
#[derive(Deserialize)]
struct Fixtures {
    #[serde(default)]
    certs: HashMap<String, String>,
    #[serde(default)]
    documents: HashMap<String, String>,
}

impl Fixtures {
    fn keys(self) -> StaticKeys {
        let documents = self.certs.into_iter().chain(self.documents);
        documents.fold(StaticKeys::new(), |keys, (url, document)| {
            keys.with(url, document)
        })
    }
}

#[derive(Deserialize)]
struct Generated {
    prefix_base64: String,
    repeat: String,
    count: usize,
    suffix_base64: String,
}

impl Generated {
    fn body(&self) -> Option<Vec<u8>> {
        let (mut body, suffix) = (decode(&self.prefix_base64)?, decode(&self.suffix_base64)?);
        let length = self
            .repeat
            .len()
            .checked_mul(self.count)?
            .checked_add(body.len())?
            .checked_add(suffix.len())?;
        if length > MAX_BODY {
            return None;
        }
        body.extend_from_slice(self.repeat.repeat(self.count).as_bytes());
        body.extend_from_slice(&suffix);
        Some(body)
    }
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text).ok()?;
    (bytes.len() <= MAX_BODY).then_some(bytes)
}
