//! Whom a request is about, of a provider that signs for all of its customers with the same keys.

use axum_webhook::core::scheme::Grammar;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use super::super::case::{Case, Suspicion, Undo};

/// More are not tried.
const MAX: usize = 64;

pub(super) fn suspicions(case: &Case) -> Vec<Suspicion> {
    let suspicion = |text: String| Suspicion {
        code: "not_expected",
        what: format!("it is genuine, and about {text:?}, which is not what is configured"),
        fix: fix(case.scheme.title()),
        undo: Undo::Secret(text, case.scheme.key_format_axis()),
    };
    about(case).into_iter().map(suspicion).collect()
}

/// What to do about a request that is about something else.
pub(in super::super) fn fix(title: &str) -> String {
    format!(
        "configure that, too, if it is yours; if not, refusing it is right: {title} signs for \
         everybody with the same keys"
    )
}

/// What the request says that could be configured, and is not.
pub(in super::super) fn about(case: &Case) -> Vec<String> {
    let Some(configured) = case.scheme.configured_axis() else {
        return Vec::new();
    };
    let body = case.text_body().unwrap_or_default();
    let header = case.header(case.scheme.signature_header());
    let token = match case.scheme.grammar_axis() {
        Grammar::Whole { prefix } => header.and_then(|text| text.strip_prefix(prefix)),
        _ => header,
    };
    let mut texts = members(serde_json::from_str(body).ok());
    for token in [token, Some(body.trim())].into_iter().flatten() {
        for claim in members(claims(token)) {
            // Zoho writes what it is in front: `webhookId:4000000012345`.
            texts.extend(claim.split_once(':').map(|(_, rest)| rest.to_owned()));
            texts.push(claim);
        }
    }
    let headers = case.capture.headers.values();
    texts.extend(headers.filter_map(|value| value.to_str().ok().map(str::to_owned)));
    texts.retain(|text| (configured.is_one)(text) && text != case.text());
    texts.truncate(MAX);
    texts
}

/// The texts among an object's members.
fn members(object: Option<Map<String, Value>>) -> Vec<String> {
    let values = object.into_iter().flatten().map(|(_, value)| value);
    let text = |value| match value {
        Value::String(text) => Some(text),
        _ => None,
    };
    values.filter_map(text).collect()
}

/// The claims of a JSON Web Token, which nobody has verified.
fn claims(token: &str) -> Option<Map<String, Value>> {
    let claims = token.split('.').nth(1)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}
