//! How a provider is used: the layer's line, what it needs, and a command to try it with.

use axum_webhook::{
    ConfigError, Scheme,
    core::Verifier,
    providers,
    testing::{self, Published},
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

/// Commands to try it with; none where only the provider can sign.
pub(super) fn commands(scheme: &Scheme) -> Vec<String> {
    let name = scheme.name();
    let url = if scheme.signs_url() {
        " --public-url https://example.com/hooks"
    } else {
        ""
    };
    if scheme.fetched_keys().is_some() {
        return publishing(scheme, url);
    }
    if testing::keys(scheme, b"a key of thirty-two bytes, as is").is_none() {
        return Vec::new();
    }
    let secret = match scheme.key_id_name() {
        _ if scheme.algorithm().is_public_key() => "--private-key file:key.pem",
        Some(_) => "--secret id:KEY_ID=…",
        None => "--secret …",
    };
    vec![format!(
        "hookgate send {name} --to http://127.0.0.1:3000/{name} {secret}{url}"
    )]
}

/// Of a provider that publishes its keys: a receiver, and where it can be had a sender with the test
/// kit's key, whose document the receiver is given.
fn publishing(scheme: &Scheme, url: &str) -> Vec<String> {
    let name = scheme.name();
    let secret = scheme.configured_axis().map(|configured| {
        let example = configured.example;
        match wants_key_id(scheme, example) {
            true => format!(" --secret 'id:KEY_ID={example}'"),
            false => format!(" --secret '{example}'"),
        }
    });
    let secret = secret.unwrap_or_default();
    let keys = Published::new(scheme).map(|published| published.keys());
    let Some((address, _)) = keys.as_ref().and_then(|keys| keys.documents().next()) else {
        return vec![format!("hookgate listen {name}{secret}{url}")];
    };
    vec![
        format!("hookgate sign {name}{secret} --key-document > {name}.keys"),
        format!("hookgate listen {name}{secret}{url} --keys '{address}={name}.keys'"),
        format!("hookgate send {name} --to http://127.0.0.1:4400/{secret}{url}"),
    ]
}

/// Whether what is configured is only half of it, the key id being the other.
fn wants_key_id(scheme: &Scheme, example: &str) -> bool {
    let made = Verifier::new(*scheme, example);
    matches!(made, Err(ConfigError::KeyIdMissing { .. }))
}
