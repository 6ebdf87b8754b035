//! What can be seen but not undone.

use axum_webhook::{ConfigError, Refusal, providers};
use serde_json::Value;

use super::{
    case::{Case, No},
    diagnosis::Diagnosis,
    foreign, keys,
};
use crate::words;

/// From the request alone.
pub(super) fn of(case: &Case, no: &No) -> Vec<Diagnosis> {
    let mut found = Vec::new();
    match no {
        No::Config(ConfigError::PublicUrlMissing { .. }) => found.push(Diagnosis::proven(
            "url",
            format!("{} signs the URL that it calls", case.scheme.title()),
            "ask again with --url and the one that is registered there",
        )),
        No::Config(error) => found.push(Diagnosis::proven(
            "wrong_secret",
            words::config(error),
            match case.scheme.configured_axis() {
                Some(configured) => format!("take {}; see {}", configured.what, case.scheme.docs()),
                None => format!(
                    "take the signing secret of this endpoint; see {}",
                    case.scheme.docs()
                ),
            },
        )),
        No::Refused(Refusal::BadSignature) => {}
        No::Refused(refusal) => found.push(head(case, refusal)),
        No::Key(no_key) => found.push(keys::diagnosis(&case.scheme, no_key)),
    }
    found.extend(sender(case));
    found.extend(body(case));
    found
}

/// A refusal by the head says what is wrong itself.
fn head(case: &Case, refusal: &Refusal) -> Diagnosis {
    let fix = match refusal {
        Refusal::MissingHeader { header } if header.contains("x-hub-signature-256") => {
            if case.header("x-hub-signature").is_some() {
                "only the old SHA-1 signature is there; pass X-Hub-Signature-256 on as well"
            } else {
                "set a secret in the webhook's settings, and let no proxy drop the header"
            }
        }
        Refusal::MissingHeader { .. } => {
            "capture the request with all its headers, and let no proxy drop any; is signing switched on at the provider?"
        }
        Refusal::Malformed { .. } if case.header("x-amz-sns-rawdelivery") == Some("true") => {
            return Diagnosis::proven(
                "raw_delivery",
                "SNS delivered the message raw, without its envelope and the signature in it",
                "switch raw message delivery off in the subscription",
            );
        }
        Refusal::NotExpected { .. } => return foreign::not_expected(case, refusal),
        Refusal::DuplicateHeader { .. } => "let no proxy add a header that is there already",
        Refusal::ContentEncoding => {
            "let the proxy in front pass the body on uncompressed, and put decompression behind the check"
        }
        Refusal::MethodNotAllowed { .. } => {
            "a redirect turns a POST into a GET: register the URL that answers itself"
        }
        _ if case.scheme.signature_header().is_empty() => {
            "capture the whole body, and pass it on unchanged"
        }
        _ => "pass the signature header on unchanged",
    };
    Diagnosis::proven(refusal.code(), refusal.to_string(), fix)
}

/// Whether another provider's signature header is there instead.
fn sender(case: &Case) -> Option<Diagnosis> {
    let headers = &case.capture.headers;
    if case.scheme.is_signed(headers) {
        return None;
    }
    // One inside the body or the query shows in no header.
    let other = providers::ALL
        .iter()
        .find(|other| !other.signature_header().is_empty() && other.is_signed(headers))?;
    let name = other.name();
    Some(Diagnosis::likely(
        "other_provider",
        format!(
            "the headers are {}'s, not {}'s",
            other.title(),
            case.scheme.title()
        ),
        format!("ask again with: hookgate explain {name}"),
    ))
}

fn body(case: &Case) -> Vec<Diagnosis> {
    const RAW: &str = "verify the bytes as they arrived, before anything parses or rewrites them";
    let mut found = Vec::new();
    let body = &case.capture.body;
    let announced = case
        .header("content-length")
        .and_then(|length| length.parse::<usize>().ok());
    if let Some(length) = announced.filter(|length| *length > body.len()) {
        found.push(Diagnosis::likely(
            "truncated",
            format!(
                "Content-Length says {length} bytes, and there are {}",
                body.len()
            ),
            "capture the whole body; logs and previews cut it off",
        ));
    } else if body.is_empty() && case.capture.method != http::Method::GET {
        found.push(Diagnosis::likely(
            "body_empty",
            "there is no body",
            "something read it before the check did: put the layer outside of whatever consumes bodies",
        ));
    }
    let compressed = body.starts_with(&[0x1f, 0x8b]);
    if case.capture.headers.contains_key("content-encoding") && !compressed {
        found.push(Diagnosis::likely(
            "decompressed",
            "Content-Encoding says that the body is compressed, and it is plain",
            "something decompressed it: put the layer outside of decompression",
        ));
    }
    if let Some(text) = case.text_body() {
        if text.contains('\u{fffd}') {
            found.push(Diagnosis::likely(
                "charset",
                "bytes that are not UTF-8 were replaced by U+FFFD",
                "handle the body as bytes; once it is text, the signature is lost",
            ));
        }
        if is_sorted_json(text) {
            found.push(Diagnosis::likely(
                "key_order",
                "the JSON's keys are in alphabetical order, which few providers send",
                RAW,
            ));
        }
    }
    found
}

/// Whether an object of several members, each level of it, is in alphabetical order.
fn is_sorted_json(text: &str) -> bool {
    // The value's maps are sorted: one that reads the same was so before.
    let Ok(value @ Value::Object(_)) = serde_json::from_str::<Value>(text) else {
        return false;
    };
    let several = value.as_object().is_some_and(|object| object.len() > 3);
    let strip = |text: &str| text.split_ascii_whitespace().collect::<String>();
    several && strip(&value.to_string()) == strip(text)
}
