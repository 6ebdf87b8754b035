//! One endpoint of the file.

use std::collections::BTreeMap;

use axum_webhook::{MemoryStore, Scheme, Secret, providers};
use serde::Deserialize;
use toml::Spanned;

use super::{
    config::{File, Mistake},
    endpoint::{Endpoint, Settings, Wrong},
};
use crate::{PinnedKeys, SecretArg, words};

/// What stands under `[[endpoint]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub(super) path: Spanned<String>,
    provider: Spanned<String>,
    #[serde(default)]
    secrets: Vec<Spanned<String>>,
    public_key: Option<Spanned<String>>,
    #[serde(default)]
    keys: BTreeMap<String, Spanned<String>>,
    public_url: Option<Spanned<String>>,
    tolerance: Option<Spanned<u64>>,
    body_limit: Option<Spanned<usize>>,
    dedupe: Option<bool>,
    forward: Option<Spanned<String>>,
}

/// The endpoint that an entry asks for; `file` says what it leaves out.
pub(super) fn build(
    entry: &Spanned<Entry>,
    file: &File,
    store: &MemoryStore,
) -> Result<Endpoint, Mistake> {
    let start = entry.span().start;
    let entry = entry.get_ref();
    let name = entry.provider.get_ref();
    let scheme = providers::by_name(name)
        .ok_or_else(|| Mistake::at(&entry.provider, words::no_provider(name)))?;
    if let Some(key) = &entry.public_key {
        check_public_key(&scheme).map_err(|problem| Mistake::at(key, problem))?;
    }
    let mut secrets: Vec<Secret> = Vec::new();
    // A public key is configured in the secrets' place, and may be called what it is.
    for secret in entry.secrets.iter().chain(&entry.public_key) {
        let arg: Result<SecretArg, _> = secret.get_ref().parse();
        secrets.push(arg.map_err(|error| Mistake::at(secret, error))?.secret());
    }
    let mut keys = Vec::new();
    for (url, file) in &entry.keys {
        let read = PinnedKeys::read(url, file.get_ref());
        keys.push(read.map_err(|error| Mistake::at(file, error))?);
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
        keys,
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
            "keys" => entry.keys.values().map(Spanned::span).next(),
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

/// Whether a public key is what the provider's deliveries are verified with.
fn check_public_key(scheme: &Scheme) -> Result<(), String> {
    let title = scheme.title();
    if scheme.fetched_keys().is_some() {
        return Err(format!(
            "{title} publishes its keys, and they are fetched; leave public_key out, or pin them: \
             keys = {{ \"https://…\" = \"FILE\" }}"
        ));
    }
    if !scheme.algorithm().is_public_key() {
        return Err(format!(
            "{title} signs with a shared secret, not with a key pair; write secrets = [\"env:NAME\"]"
        ));
    }
    Ok(())
}
