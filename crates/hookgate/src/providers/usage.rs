//! How a provider is used: the layer's line, what it needs, and a command to try it with.

use axum_webhook::{
    ConfigError, Scheme,
    core::{Verifier, scheme::Algorithm},
    providers,
};

use super::keys;

/// The layer, as code makes it.
pub(super) fn code(scheme: &Scheme) -> String {
    let constant = providers::constant_name(scheme.name()).unwrap_or_default();
    let url = if scheme.signs_url() {
        "\n    .public_url(\"https://example.com/hooks\")"
    } else {
        ""
    };
    let new =
        |secret| format!("let layer = WebhookLayer::new(providers::{constant}, {secret}){url};");
    match (scheme.fetched_keys(), scheme.configured_axis()) {
        (None, _) => new("secret"),
        (Some(_), None) => {
            format!("let layer = WebhookLayer::fetching(providers::{constant}){url};")
        }
        (Some(_), Some(configured)) if wants_key_id(scheme, configured.example) => format!(
            "let secret = Secret::new({:?}).key_id(key_id);\n{}",
            configured.example,
            new("secret")
        ),
        (Some(_), Some(configured)) => new(&format!("{:?}", configured.example)),
    }
}

/// What it needs beyond a secret: crate features, keys.
pub(super) fn needs(scheme: &Scheme) -> Vec<String> {
    let mut needs = Vec::new();
    let fetched = scheme.fetched_keys().is_some();
    let mut features = scheme.features();
    features.extend(fetched.then_some("fetch"));
    let features: Vec<_> = features.iter().map(|name| format!("`{name}`")).collect();
    match &*features {
        [] => {}
        [one] => needs.push(format!("Needs the crate feature {one}.")),
        [all @ .., last] => {
            let all = all.join(", ");
            needs.push(format!("Needs the crate features {all} and {last}."));
        }
    }
    if fetched {
        let configured = keys::configured(scheme);
        needs.push(format!(
            "Its keys are fetched. What is configured in a secret's place: {}.",
            configured.as_deref().unwrap_or("nothing")
        ));
    } else if scheme.algorithm().is_public_key() {
        needs.push("The secret is the provider's public key.".to_owned());
    }
    needs
}

/// A delivery to try it with; where only the provider can sign one, a receiver for it.
pub(super) fn command(scheme: &Scheme) -> Option<String> {
    let name = scheme.name();
    if scheme.fetched_keys().is_some() {
        let secret = scheme.configured_axis().map(|configured| {
            let example = configured.example;
            match wants_key_id(scheme, example) {
                true => format!(" --secret 'id:KEY_ID={example}'"),
                false => format!(" --secret '{example}'"),
            }
        });
        let secret = secret.unwrap_or_default();
        return Some(format!("hookgate listen {name}{secret}"));
    }
    let secret = match scheme.algorithm() {
        Algorithm::Ed25519 => "PRIVATE_KEY",
        // Nobody but the provider can.
        algorithm if algorithm.is_public_key() => return None,
        _ if scheme.key_id_name().is_some() => "id:KEY_ID=…",
        _ => "…",
    };
    let url = if scheme.signs_url() {
        " --public-url https://example.com/hooks"
    } else {
        ""
    };
    Some(format!(
        "hookgate send {name} --to http://127.0.0.1:3000/{name} --secret {secret}{url}"
    ))
}

/// Whether what is configured is only half of it, the key id being the other.
fn wants_key_id(scheme: &Scheme, example: &str) -> bool {
    let made = Verifier::new(*scheme, example);
    matches!(made, Err(ConfigError::KeyIdMissing { .. }))
}
