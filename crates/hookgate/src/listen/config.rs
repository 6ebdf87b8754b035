//! The file of endpoints. Every mistake in it is told with its line and what to write instead.

use std::{collections::HashSet, fmt::Display, fs, net::SocketAddr, path::Path};

use axum_webhook::MemoryStore;
use serde::Deserialize;
use toml::Spanned;

use super::{
    ListenError,
    endpoint::Endpoint,
    entry::{self, Entry},
};

/// The whole file, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    listen: Option<Spanned<String>>,
    pub(super) body_limit: Option<Spanned<usize>>,
    pub(super) public_url: Option<Spanned<String>>,
    #[serde(default)]
    endpoint: Vec<Spanned<Entry>>,
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
pub(super) struct Mistake {
    at: usize,
    problem: String,
}

impl Mistake {
    pub(super) fn new(at: usize, problem: impl Into<String>) -> Self {
        Self {
            at,
            problem: problem.into(),
        }
    }

    /// About this value.
    pub(super) fn at<T>(value: &Spanned<T>, problem: impl Display) -> Self {
        Self::new(value.span().start, problem.to_string())
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
            Mistake::at(listen, problem)
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
            return Err(Mistake::at(path, problem));
        }
        endpoints.push(entry::build(entry, &file, &store)?);
    }
    Ok(Config { listen, endpoints })
}
