//! The file of endpoints. Every mistake in it is told with its line and what to write instead.

use std::{collections::HashSet, fs, net::SocketAddr, path::Path};

use axum_webhook::{MemoryStore, Secret, providers};
use serde::Deserialize;
use toml::Spanned;

use super::{
    ListenError,
    endpoint::{Endpoint, Settings, Wrong},
};
use crate::{SecretArg, words};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<Spanned<String>>,
    body_limit: Option<Spanned<usize>>,
    public_url: Option<Spanned<String>>,
    #[serde(default)]
    endpoint: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: Spanned<String>,
    provider: Spanned<String>,
    #[serde(default)]
    secrets: Vec<Spanned<String>>,
    public_key: Option<Spanned<String>>,
    public_url: Option<Spanned<String>>,
    tolerance: Option<Spanned<u64>>,
    body_limit: Option<Spanned<usize>>,
    dedupe: Option<bool>,
    forward: Option<Spanned<String>>,
}

/// What a file asks for.
#[derive(Debug)]
pub(super) struct Config {
    pub(super) listen: Option<SocketAddr>,
    pub(super) endpoints: Vec<Endpoint>,
}

/// Reads and checks a file.
pub(super) fn read(path: &Path) -> Result<Config, ListenError> {
    let text = fs::read_to_string(path).map_err(|source| ListenError::Read {
        path: path.to_owned(),
        source,
    })?;
    parse(&text).map_err(|mistake| ListenError::Config {
        path: path.to_owned(),
        line: mistake.line(&text),
        problem: mistake.problem,
    })
}

/// Something wrong at a place of the file.
#[derive(Debug)]
struct Mistake {
    at: usize,
    problem: String,
}

impl Mistake {
    fn new(at: usize, problem: impl Into<String>) -> Self {
        Self {
            at,
            problem: problem.into(),
        }
    }

    fn line(&self, text: &str) -> usize {
        let before = text.as_bytes().get(..self.at).unwrap_or(text.as_bytes());
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }
}

fn parse(text: &str) -> Result<Config, Mistake> {
    let file: File = toml::from_str(text).map_err(|error| {
        // The text of a secret may stand on that very line, so only the message is passed on.
        let at = error.span().map_or(0, |span| span.start);
        Mistake::new(at, error.message())
    })?;
    let listen: Option<Result<_, Mistake>> = file.listen.as_ref().map(|listen| {
        listen.get_ref().parse().map_err(|_| {
            let problem = format!(
                "{:?} is no address; write listen = \"127.0.0.1:4400\"",
                listen.get_ref()
            );
            Mistake::new(listen.span().start, problem)
        })
    });
    let listen = listen.transpose()?;
    if file.endpoint.is_empty() {
        let problem = "there is no endpoint; add [[endpoint]] with path, provider and secrets";
        return Err(Mistake::new(text.len(), problem));
    }
    let store = MemoryStore::new();
    let mut paths = HashSet::new();
    let mut endpoints = Vec::new();
    for entry in &file.endpoint {
        let path = &entry.get_ref().path;
        if !paths.insert(path.get_ref().as_str()) {
            let problem = format!(
                "{:?} is taken; give each endpoint its own path",
                path.get_ref()
            );
            return Err(Mistake::new(path.span().start, problem));
        }
        endpoints.push(build(entry, &file, &store)?);
    }
    Ok(Config { listen, endpoints })
}

fn build(entry: &Spanned<Entry>, file: &File, store: &MemoryStore) -> Result<Endpoint, Mistake> {
    let start = entry.span().start;
    let entry = entry.get_ref();
    let name = entry.provider.get_ref();
    let scheme = providers::by_name(name)
        .ok_or_else(|| Mistake::new(entry.provider.span().start, unknown_provider(name)))?;
    if let Some(key) = &entry.public_key
        && !scheme.algorithm().is_public_key()
    {
        let problem = format!(
            "{} signs with a shared secret, not with a key pair; write secrets = [\"env:NAME\"]",
            scheme.title()
        );
        return Err(Mistake::new(key.span().start, problem));
    }
    let mut secrets: Vec<Secret> = Vec::new();
    // A public key is configured in the secrets' place, and may be called what it is.
    for secret in entry.secrets.iter().chain(&entry.public_key) {
        let arg: SecretArg = secret
            .get_ref()
            .parse()
            .map_err(|error: crate::SecretError| {
                Mistake::new(secret.span().start, error.to_string())
            })?;
        secrets.push(arg.secret());
    }
    let path = entry.path.get_ref().clone();
    let public_url = match (&entry.public_url, &file.public_url) {
        (Some(own), _) => Some(own.get_ref().clone()),
        (None, Some(origin)) => Some(format!("{}{path}", origin.get_ref().trim_end_matches('/'))),
        (None, None) => None,
    };
    let body_limit = entry.body_limit.as_ref().or(file.body_limit.as_ref());
    let settings = Settings {
        path,
        scheme,
        secrets,
        public_url,
        tolerance: entry.tolerance.as_ref().map(|value| *value.get_ref()),
        body_limit: body_limit.map(|value| *value.get_ref()),
        dedupe: entry.dedupe.unwrap_or(true),
        forward: entry.forward.as_ref().map(|value| value.get_ref().clone()),
    };
    settings.build(store).map_err(|Wrong { setting, problem }| {
        let span = match setting {
            "path" => Some(entry.path.span()),
            "provider" => Some(entry.provider.span()),
            "secrets" => {
                let keys = entry.secrets.iter().chain(&entry.public_key);
                keys.map(Spanned::span).next()
            }
            "public_url" => {
                let url = entry.public_url.as_ref().or(file.public_url.as_ref());
                url.map(Spanned::span)
            }
            "tolerance" => entry.tolerance.as_ref().map(Spanned::span),
            "body_limit" => body_limit.map(Spanned::span),
            "forward" => entry.forward.as_ref().map(Spanned::span),
            _ => None,
        };
        Mistake::new(span.map_or(start, |span| span.start), problem)
    })
}

fn unknown_provider(name: &str) -> String {
    let known = providers::ALL.iter().map(|scheme| scheme.name());
    let guess = words::did_you_mean(name, known);
    format!("there is no provider {name:?}{guess}; see them all with: hookgate providers")
}
