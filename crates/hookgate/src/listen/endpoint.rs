//! One endpoint: its settings, checked, and the layer made of them.

use std::{num::NonZeroUsize, time::Duration};

use axum_webhook::{MemoryStore, Scheme, Secret, WebhookLayer, core};
use http::Uri;

use super::keys;
use crate::{PinnedKeys, client, words};

/// A tolerance above this is a mistake of units: a day.
const MAX_TOLERANCE_SECS: u64 = 24 * 3600;
/// A body limit above this is one: the largest body of any provider is 25 MiB.
const MAX_BODY_LIMIT: usize = 1024 * 1024 * 1024;

/// What is asked for, from the command line or from a file.
#[derive(Debug)]
pub(super) struct Settings {
    pub(super) path: String,
    pub(super) scheme: Scheme,
    pub(super) secrets: Vec<Secret>,
    /// Empty to have them fetched.
    pub(super) keys: Vec<PinnedKeys>,
    pub(super) public_url: Option<String>,
    pub(super) tolerance: Option<u64>,
    pub(super) body_limit: Option<usize>,
    pub(super) dedupe: bool,
    pub(super) forward: Option<String>,
}

/// An endpoint that can serve.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    pub(super) path: String,
    pub(super) scheme: Scheme,
    pub(super) layer: WebhookLayer,
    pub(super) forward: Option<Uri>,
}

/// Which setting is wrong, and how.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) setting: &'static str,
    pub(super) problem: String,
}

impl Settings {
    /// Checks every setting and builds the layer: nothing here panics at a user's mistake.
    pub(super) fn build(self, store: &MemoryStore) -> Result<Endpoint, Wrong> {
        let wrong = |setting, problem: String| Wrong { setting, problem };
        if !self.path.starts_with('/') || self.path.contains(['?', '#', '{', '}', ' ', '*']) {
            let problem = format!(
                "{:?} is no path; write it from the slash on, without a query: path = \"/stripe\"",
                self.path
            );
            return Err(wrong("path", problem));
        }
        if self.secrets.is_empty()
            && let Some(problem) = words::no_secret(&self.scheme)
        {
            return Err(wrong("secrets", problem));
        }
        let layer = WebhookLayer::try_new(self.scheme, self.secrets)
            .map_err(|error| wrong("secrets", words::config(&error)))?;
        let mut layer = layer.endpoint(&self.path);
        layer = keys::provide(layer, &self.scheme, &self.keys)
            .map_err(|problem| wrong("keys", problem))?;
        match &self.public_url {
            Some(url) => {
                if core::check_public_url(&self.scheme, url).is_err() {
                    let problem = format!(
                        "{url:?} is no URL; give the one registered with {}, without its query: \
                         \"https://example.com/hooks\"",
                        self.scheme.title()
                    );
                    return Err(wrong("public_url", problem));
                }
                if self.scheme.signs_url() {
                    layer = layer.public_url(url);
                }
            }
            None if self.scheme.signs_url() => {
                let problem = format!(
                    "{} signs the URL that it calls; give the one registered there: \
                     public_url = \"https://example.com\"",
                    self.scheme.title()
                );
                return Err(wrong("provider", problem));
            }
            None => {}
        }
        if let Some(seconds) = self.tolerance {
            if !(1..=MAX_TOLERANCE_SECS).contains(&seconds) {
                let problem = format!(
                    "{seconds} is no tolerance; give 1 to {MAX_TOLERANCE_SECS} seconds, or leave \
                     it out"
                );
                return Err(wrong("tolerance", problem));
            }
            layer = layer.tolerance(Duration::from_secs(seconds));
        }
        if let Some(bytes) = self.body_limit {
            let limit = NonZeroUsize::new(bytes).filter(|limit| limit.get() <= MAX_BODY_LIMIT);
            let Some(limit) = limit else {
                let problem = format!(
                    "{bytes} is no limit; give 1 to {MAX_BODY_LIMIT} bytes, or leave it out"
                );
                return Err(wrong("body_limit", problem));
            };
            layer = layer.body_limit(limit);
        }
        let forward = match &self.forward {
            Some(url) => {
                Some(client::target(url).map_err(|error| wrong("forward", error.to_string()))?)
            }
            None => None,
        };
        layer = if self.dedupe {
            layer.dedupe(store.clone())
        } else {
            layer.no_dedupe()
        };
        layer
            .check()
            .map_err(|error| wrong("path", error.to_string()))?;
        Ok(Endpoint {
            path: self.path,
            scheme: self.scheme,
            layer,
            forward,
        })
    }
}
