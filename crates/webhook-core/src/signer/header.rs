//! The text of a signature header, and of a signature in the query.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::HeaderMap;

use crate::{
    jws,
    scheme::{At, Content, Grammar, KeyId, Part, Scheme},
};

/// What stands before the signature in a header of pairs, separators included: the time, and the
/// headers that are signed. It is known before the signature is.
pub(super) fn lead(scheme: &Scheme, timestamp: &str, headers: &HeaderMap) -> String {
    let Grammar::Pairs { separator, .. } = scheme.grammar else {
        return String::new();
    };
    let mut lead = String::new();
    if let Some(At::InSignature(key)) = scheme.timestamp {
        lead.push_str(&format!("{key}={timestamp}{separator}"));
    }
    let parts = match scheme.content {
        Content::Template(parts) => parts,
        _ => &[],
    };
    for part in parts {
        if let Part::NamedHeaders { key, .. } = part {
            let names: Vec<_> = scheme
                .sent_named
                .iter()
                .filter(|name| headers.contains_key(**name))
                .copied()
                .collect();
            lead.push_str(&format!("{key}={}{separator}", names.join(" ")));
        }
    }
    lead
}

/// The header's value.
pub(super) fn write(
    scheme: &Scheme,
    key_id: Option<&str>,
    lead: &str,
    timestamp: &str,
    signature: &str,
) -> String {
    match (scheme.grammar, scheme.timestamp) {
        (Grammar::Whole { prefix }, _) => format!("{prefix}{signature}"),
        (Grammar::HttpSignature { algorithm, headers }, _) => {
            let id = key_id.unwrap_or("-");
            format!(
                "keyid=\"{id}\", algorithm=\"{algorithm}\", signature=\"{signature}\", headers=\"{headers}\""
            )
        }
        (Grammar::Pairs { signature: key, .. }, _) => format!("{lead}{key}={signature}"),
        (Grammar::PairGroups { signature: key }, Some(At::InSignature(time))) => {
            format!("{time}={timestamp},{key}={signature}")
        }
        (Grammar::PairGroups { signature: key }, _) => format!("{key}={signature}"),
        (Grammar::VersionedList { version }, _) => format!("{version},{signature}"),
        (Grammar::List { prefix, .. } | Grammar::PrefixedList { prefix, .. }, _) => {
            format!("{prefix}{signature}")
        }
        (Grammar::Credentials { words, .. }, _) => {
            let word = words.first().copied().unwrap_or_default();
            format!("{word} {}:{signature}", key_id.unwrap_or("-"))
        }
        (Grammar::KeyedList { tag, .. }, _) => format!("1{tag}{signature}"),
        (Grammar::Base64Json { signature: key }, _) => {
            let named = match scheme.keys.map(|keys| keys.key_id) {
                Some(KeyId::InSignature(name)) => Some((name, jws::SENT_KEY_ID)),
                _ => None,
            };
            let members: BTreeMap<&str, &str> =
                named.into_iter().chain([(key, signature)]).collect();
            STANDARD.encode(serde_json::json!(members).to_string())
        }
        (Grammar::TimestampFirst { separator }, _) => {
            format!("{timestamp}{separator}{signature}")
        }
    }
}
