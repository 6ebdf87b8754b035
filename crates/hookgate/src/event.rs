//! The event that `send`, `sign` and `curl` speak of: a ready-made one, or a body of the user's.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    time::SystemTime,
};

use axum_webhook::{
    Scheme,
    core::{Signer, UnixTime, signer::Outgoing},
    testing::{FreshSample, Sample, sample, samples},
};
use bytes::Bytes;
use clap::Args;
use http::{HeaderMap, Method};

use crate::{Error, SecretArg, random, signing};

/// Which event, and what is said about it.
#[derive(Args, Clone, Debug)]
pub struct EventArgs {
    /// The event, one of `hookgate send PROVIDER --list`; the first of them by default
    #[arg(value_name = "EVENT", conflicts_with = "body")]
    pub event: Option<String>,
    /// The endpoint's secret: its text, env:NAME or file:PATH. Of a provider that publishes its keys,
    /// what binds deliveries to the endpoint: a webhook's id, a topic
    #[arg(long, value_name = "S", allow_hyphen_values = true)]
    pub secret: Option<SecretArg>,
    /// The key to sign with where receivers have its public half: PKCS#8 as PEM, env:NAME or
    /// file:PATH. Where they fetch that half, the test kit's by default
    #[arg(long, value_name = "K", allow_hyphen_values = true)]
    pub private_key: Option<SecretArg>,
    /// A body of your own; - for standard input
    #[arg(long, value_name = "FILE")]
    pub body: Option<PathBuf>,
    /// The Content-Type of your own body
    #[arg(
        long,
        value_name = "TYPE",
        default_value = "application/json",
        requires = "body"
    )]
    pub content_type: String,
    /// The type of your own event, for providers that send it in a header
    #[arg(long, value_name = "TYPE", requires = "body")]
    pub event_type: Option<String>,
    /// The delivery's id, for providers that send it in a header; by default a new one
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The URL that is signed, where the provider signs it; by default the one that is sent to
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
}

/// Why there is no such event.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EventError {
    /// The provider has no sample of that name.
    #[error(
        "there is no sample {name:?} of {provider}{guess}; see them all with: hookgate send {provider} --list"
    )]
    Unknown {
        /// What was asked for.
        name: String,
        /// Of whom.
        provider: &'static str,
        /// The nearest name.
        guess: String,
    },
    /// The provider has no samples at all.
    #[error("there are no samples of {provider}; give a body with --body FILE")]
    None {
        /// The provider.
        provider: &'static str,
    },
    /// The body's file could not be read.
    #[error("cannot read the body from {}: {source}", path.display())]
    Body {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Makes deliveries of one event.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    signer: Signer,
    event: Event,
    id: Option<String>,
}

#[derive(Clone, Debug)]
enum Event {
    Sample(&'static Sample),
    Own {
        body: Bytes,
        content_type: String,
        event_type: Option<String>,
    },
}

/// A signed message, ready to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// The URL, which some schemes extend.
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Source {
    pub(crate) fn new(scheme: Scheme, args: &EventArgs) -> Result<Self, Error> {
        let signer = signing::signer(scheme, args.secret.as_ref(), args.private_key.as_ref())?;
        let event = match &args.body {
            Some(path) => Event::Own {
                body: read(path)?,
                content_type: args.content_type.clone(),
                event_type: args.event_type.clone(),
            },
            None => Event::Sample(find(scheme, args.event.as_deref())?),
        };
        Ok(Self {
            signer,
            event,
            id: args.id.clone(),
        })
    }

    pub(crate) fn scheme(&self) -> &Scheme {
        self.signer.scheme()
    }

    /// A delivery that was never sent before, signed as of `time` for `url`.
    pub(crate) fn message(&self, url: &str, time: UnixTime) -> Result<Message, Error> {
        let unique = random::hex::<8>()?;
        let fresh = match &self.event {
            Event::Sample(sample) => {
                let fresh = sample.fresh(self.scheme(), &unique);
                fresh.stamped(self.scheme(), time)
            }
            Event::Own {
                body,
                content_type,
                event_type,
            } => {
                return Ok(self.own(
                    url,
                    time,
                    &unique,
                    body,
                    content_type,
                    event_type.as_deref(),
                ));
            }
        };
        Ok(self.ready_made(url, time, &fresh))
    }

    fn ready_made(&self, url: &str, time: UnixTime, fresh: &FreshSample) -> Message {
        let headers: Vec<_> = fresh
            .headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let signed = self.signer.sign(&Outgoing {
            method: Method::POST,
            url,
            content_type: Some(fresh.content_type),
            id: Some(self.id.as_deref().unwrap_or(&fresh.id)),
            event_type: fresh.event_type,
            headers: &headers,
            ..Outgoing::new(fresh.body.as_bytes(), time)
        });
        Message {
            url: signed.url,
            headers: signed.headers,
            body: signed.body.into(),
        }
    }

    fn own(
        &self,
        url: &str,
        time: UnixTime,
        unique: &str,
        body: &Bytes,
        content_type: &str,
        event_type: Option<&str>,
    ) -> Message {
        let signed = self.signer.sign(&Outgoing {
            url,
            content_type: Some(content_type),
            id: Some(self.id.as_deref().unwrap_or(unique)),
            event_type,
            ..Outgoing::new(body, time)
        });
        Message {
            url: signed.url,
            headers: signed.headers,
            body: signed.body.into(),
        }
    }

    /// A message whose body has at least `bytes` bytes and is still well-formed.
    pub(crate) fn oversize(&self, url: &str, time: UnixTime, bytes: usize) -> Message {
        let body: Bytes = format!(r#"{{"padding":"{}"}}"#, "x".repeat(bytes)).into();
        self.own(url, time, "oversize", &body, "application/json", None)
    }
}

/// What time it is.
pub(crate) fn now() -> UnixTime {
    SystemTime::now().into()
}

/// `time` moved by whole seconds.
pub(crate) fn shifted(time: UnixTime, seconds: i64) -> UnixTime {
    UnixTime::from_secs(time.as_secs().saturating_add(seconds))
}

fn read(path: &Path) -> Result<Bytes, EventError> {
    let read = if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map(Bytes::from).map_err(|source| EventError::Body {
        path: path.to_owned(),
        source,
    })
}

fn find(scheme: Scheme, name: Option<&str>) -> Result<&'static Sample, EventError> {
    let provider = scheme.name();
    let Some(name) = name else {
        return samples(provider)
            .next()
            .ok_or(EventError::None { provider });
    };
    sample(provider, name).ok_or_else(|| {
        let names = samples(provider).map(|sample| sample.name);
        EventError::Unknown {
            name: name.to_owned(),
            provider,
            guess: crate::words::did_you_mean(name, names),
        }
    })
}
