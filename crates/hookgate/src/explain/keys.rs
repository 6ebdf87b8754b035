//! The keys of a provider that publishes them, out of the documents that were given: nothing is
//! fetched here.

use std::sync::Arc;

use axum_webhook::{
    Scheme,
    core::{
        Keyring,
        keys::{KeyRequest, StaticKeys},
    },
};

use super::diagnosis::Diagnosis;
use crate::words;

/// Why a document that was asked for gives no key.
#[derive(Clone, Debug)]
pub(super) enum NoKey {
    /// It was not given.
    Missing(KeyRequest),
    /// It holds no key of the scheme's algorithm.
    Unusable(KeyRequest),
    /// It has no key of the name that the request gives.
    Unknown(KeyRequest),
}

/// The keys that `wanted` asks for.
pub(super) fn keyring(
    scheme: &Scheme,
    keys: &StaticKeys,
    wanted: &KeyRequest,
) -> Result<Arc<Keyring>, NoKey> {
    let document = keys
        .get(wanted)
        .map_err(|_| NoKey::Missing(wanted.clone()))?;
    let ring = Keyring::parse(scheme, &document).map_err(|_| NoKey::Unusable(wanted.clone()))?;
    if ring.has(wanted.key_id()) {
        Ok(Arc::new(ring))
    } else {
        Err(NoKey::Unknown(wanted.clone()))
    }
}

/// What to do about it.
pub(super) fn diagnosis(scheme: &Scheme, no_key: &NoKey) -> Diagnosis {
    let title = scheme.title();
    match no_key {
        NoKey::Missing(wanted) => {
            let url = wanted.url();
            let fetch = fetch(wanted);
            Diagnosis::proven(
                "key_missing",
                format!(
                    "{title} publishes the key that it signs with at {url}, and explain fetches nothing"
                ),
                format!(
                    "fetch it (with your credentials, where {title} wants them): {fetch}; then ask \
                     again with: --keys {url}=key"
                ),
            )
        }
        NoKey::Unusable(wanted) => Diagnosis::proven(
            "key_unusable",
            words::no_key_in(scheme, wanted.url()),
            format!("fetch it with: {}", fetch(wanted)),
        ),
        NoKey::Unknown(wanted) => Diagnosis::proven(
            "key_unknown",
            format!(
                "the request names the key {:?}, and the document given for {} has none of that name",
                wanted.key_id().unwrap_or_default(),
                wanted.url()
            ),
            format!(
                "fetch the document anew, keys change: {}; if the key is not in there either, the \
                 request is of another environment (a sandbox, a region), or {title} did not sign it",
                fetch(wanted)
            ),
        ),
    }
}

/// A command that saves the document. Addresses and names of keys are letters, digits and -._/:
/// alone by now, or the user's own.
fn fetch(wanted: &KeyRequest) -> String {
    let json = wanted
        .post()
        .map(|json| format!("--json '{json}' "))
        .unwrap_or_default();
    format!("curl -sSfo key {json}{}", wanted.url())
}
