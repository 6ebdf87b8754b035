//! The headers: renamed on the way, or their values decorated.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::super::case::{Case, Suspicion, Undo};

pub(super) fn suspicions(case: &Case) -> Vec<Suspicion> {
    let mut found = Vec::new();
    if let Some(headers) = renamed(&case.capture.headers) {
        found.push(Suspicion {
            code: "headers_renamed",
            what: "the headers' names are those of CGI (HTTP_X_NAME or x_name)".to_owned(),
            fix: "pass the headers on under their own names, with dashes".to_owned(),
            undo: Undo::Headers(headers),
        });
    }
    let name = case.scheme.signature_header();
    let Some(value) = case.header(name) else {
        return found;
    };
    let mut suspect = |code, what: &str, fix: &str, mended: String| {
        let Ok(mended) = HeaderValue::from_str(&mended) else {
            return;
        };
        let mut headers = case.capture.headers.clone();
        headers.insert(HeaderName::from_static(name), mended);
        found.push(Suspicion {
            code,
            what: what.to_owned(),
            fix: fix.to_owned(),
            undo: Undo::Headers(headers),
        });
    };
    let bare = value.trim_matches(['"', '\'', ' ']);
    if bare != value {
        suspect(
            "signature_quoted",
            "the signature header has quotes around it",
            "pass the header on unchanged",
            bare.to_owned(),
        );
    }
    if value.bytes().any(|byte| byte.is_ascii_uppercase()) {
        suspect(
            "signature_upper_case",
            "the signature is in upper-case hexadecimal",
            "send it in lower case, as the provider does; one spelling keeps it from being altered",
            value.to_ascii_lowercase(),
        );
    }
    for prefix in ["sha256=", "v0=", "v1="] {
        match value.strip_prefix(prefix) {
            Some(rest) => suspect(
                "signature_prefix_extra",
                "the signature has a prefix that this provider does not send",
                "pass the header on unchanged",
                rest.to_owned(),
            ),
            None => suspect(
                "signature_prefix_missing",
                &format!("the signature lacks its prefix {prefix}"),
                "pass the header on unchanged",
                format!("{prefix}{value}"),
            ),
        }
    }
    found
}

/// The headers under the names they had before CGI, if any had another.
fn renamed(headers: &HeaderMap) -> Option<HeaderMap> {
    let mut changed = false;
    let mut mended = HeaderMap::new();
    for (name, value) in headers {
        let text = name.as_str();
        let own = text.strip_prefix("http_").unwrap_or(text).replace('_', "-");
        changed |= own != text;
        mended.append(HeaderName::try_from(own).ok()?, value.clone());
    }
    changed.then_some(mended)
}
