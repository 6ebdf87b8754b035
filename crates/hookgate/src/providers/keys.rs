//! Fetched keys in words: where they stand, which of them a request names, what is configured.

use axum_webhook::{
    Scheme,
    core::scheme::{KeyForm, KeyId, KeyUrl},
};

/// Where a provider's keys come from; `None` where they are configured.
pub(super) fn words(scheme: &Scheme) -> Option<String> {
    let fetch = scheme.fetched_keys()?;
    let place = match fetch.url() {
        KeyUrl::Fixed(url) => url.to_owned(),
        KeyUrl::Configured(path) => format!("{{configured}}{path}"),
        KeyUrl::ById(url) => format!("{url}{{key id}}"),
        _ => "the address that the request names, if it is the provider's".to_owned(),
    };
    let form = match fetch.form() {
        KeyForm::Jwks => "a JSON Web Key Set",
        KeyForm::Jwk(_) => "a JSON Web Key",
        KeyForm::Certificate { .. } => "a certificate",
        _ => "a public key",
    };
    let named = match fetch.key_id() {
        KeyId::Header(name) => format!(", the key named by header {name}"),
        KeyId::Token => ", the key named by the token's kid".to_owned(),
        KeyId::InSignature(name) => format!(", the key named by the signature's {name}"),
        _ => String::new(),
    };
    Some(format!("{form}, fetched: {place}{named}"))
}

/// What stands in a secret's place, of a provider whose keys are fetched, and what one looks like.
pub(super) fn configured(scheme: &Scheme) -> Option<String> {
    let configured = scheme.configured_axis()?;
    Some(format!("{}: {}", configured.what, configured.example))
}
