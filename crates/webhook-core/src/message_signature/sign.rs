//! Signatures made: the same base outwards.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::HeaderMap;

use super::{MAX_LABELS, base::signature_base, digest, registered, structured};
use crate::{
    Inbound,
    key::Key,
    scheme::{Component, MessageRules, Scheme},
    signer::{self, Outgoing, insert},
};

/// The label where the scheme names none.
const LABEL: &str = "sig1";

/// Adds digest, signature and its input to the headers of a message. One that the scheme would refuse,
/// such as for a parameter that its URL lacks, signs as nothing and is refused.
pub(crate) fn sign(
    scheme: &Scheme,
    rules: &MessageRules,
    key: &Key,
    message: &Outgoing<'_>,
    nonce: Option<&str>,
    headers: &mut HeaderMap,
) {
    for component in rules.components {
        match component {
            Component::ContentDigest => {
                insert(
                    headers,
                    "content-digest",
                    &digest::content_digest(message.body),
                );
            }
            Component::Field(name) if !headers.contains_key(*name) => insert(headers, name, "-"),
            _ => {}
        }
    }
    let covered = rules.components.iter().map(|component| match component {
        Component::QueryParam(name) => format!("\"@query-param\";name={}", quoted(name)),
        component => quoted(component.name()),
    });
    let mut params = String::new();
    let texts = [
        ("alg", Some(registered(scheme.algorithm))),
        ("keyid", key.id.as_deref()),
        ("nonce", nonce),
        ("tag", rules.tag),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            params.push_str(&format!(";{name}={}", quoted(text)));
        }
    }
    let label = rules.label.unwrap_or(LABEL);
    let created = message.timestamp.as_secs();
    let covered = covered.collect::<Vec<_>>().join(" ");
    let input = format!("{label}=({covered});created={created}{params}");

    let (public_url, uri) = signer::split(message.url);
    let request = Inbound::new(&message.method, &uri, headers).public_url(public_url);
    let base = structured::dictionary(&input, MAX_LABELS)
        .ok()
        .and_then(|members| signature_base(members.first()?, &request).ok());
    let mut mac = key.mac.clone();
    mac.update(base.unwrap_or_default().as_bytes());
    let tag = STANDARD.encode(mac.finish());
    insert(headers, "signature-input", &input);
    insert(headers, "signature", &format!("{label}=:{tag}:"));
}

/// A string of RFC 9651.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
