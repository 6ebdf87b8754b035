//! The keys of providers that publish them: pinned, or fetched over HTTPS; and why there are none.

use std::io::Write as _;

use axum_webhook::{
    HttpKeys, KeySource, Scheme, WebhookLayer,
    core::{keys::KeyRequest, source::SourceError},
};
use bytes::Bytes;

use crate::{PinnedKeys, paint, pinned, words};

/// Gives the layer its keys, if the scheme has any to be fetched.
pub(super) fn provide(
    layer: WebhookLayer,
    scheme: &Scheme,
    pinned: &[PinnedKeys],
) -> Result<WebhookLayer, String> {
    if scheme.fetched_keys().is_none() {
        return match pinned {
            [] => Ok(layer),
            _ => Err(words::no_keys(scheme)),
        };
    }
    if let Some(useless) = pinned.iter().find(|pinned| !pinned.is_for(scheme)) {
        return Err(words::no_key_in(scheme, useless.url()));
    }
    Ok(match pinned {
        [] => layer.key_source(Told(HttpKeys::new())),
        pinned => layer.key_source(Told(pinned::source(pinned))),
    })
}

/// Says on standard error which document could not be had: the line of the delivery only says that
/// its key is missing.
struct Told<S>(S);

impl<S: KeySource> KeySource for Told<S> {
    async fn document(&self, request: &KeyRequest) -> Result<Bytes, SourceError> {
        let document = self.0.document(request).await;
        if let Err(error) = &document {
            let (mark, url) = (paint::bad("error:"), request.url());
            // Nobody may be left to tell; the delivery is refused all the same.
            let _ = writeln!(
                anstream::stderr(),
                "{mark} no key document from {url}: {error}; save it and give it with --keys \
                 {url}=FILE"
            );
        }
        document
    }
}
