//! The value of a covered component (RFC 9421, section 2).

use base64::{Engine as _, engine::general_purpose::STANDARD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{
    fields,
    structured::{self, Item},
};
use crate::{Inbound, Refusal};

/// What a parameter of the query keeps as it is (section 2.2.8).
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_');

/// More members than any field has that is signed member by member.
const MAX_MEMBERS: usize = 64;

/// What the request has in this component's place.
///
/// Parameters that belong to responses and trailers are refused, and so is `sf`: which type a field
/// has is not for the message to say.
pub(super) fn value(component: &Item<'_>, request: &Inbound<'_>) -> Result<String, Refusal> {
    let name = component.value.as_string().map(|name| name.as_str());
    let name = name.filter(|name| !name.bytes().any(|b| b.is_ascii_uppercase()));
    let unknown = Refusal::Malformed {
        what: "the signature covers a component that no request has",
    };
    let Some(name) = name else {
        return Err(unknown);
    };
    let parameter = match &*component.params {
        [] => None,
        [(key, value)] => Some((key.as_str(), value)),
        _ => return Err(unsupported()),
    };
    if !name.starts_with('@') {
        return match parameter {
            None => field(name, request),
            Some(("bs", value)) if value.as_boolean() == Some(true) => wrapped(name, request),
            Some(("key", value)) => match value.as_string() {
                Some(key) => member(name, key.as_str(), request),
                None => Err(unsupported()),
            },
            Some(_) => Err(unsupported()),
        };
    }
    match (name, parameter) {
        ("@query-param", Some(("name", value))) => match value.as_string() {
            Some(wanted) => query_param(wanted.as_str(), request),
            None => Err(unsupported()),
        },
        (_, Some(_)) => Err(unsupported()),
        ("@method", None) => Ok(request.method.as_str().to_owned()),
        ("@query", None) => Ok(format!("?{}", request.query().unwrap_or_default())),
        ("@target-uri", None) => target_uri(request).ok_or_else(no_url),
        ("@scheme", None) => Ok(parts(request)?.scheme),
        ("@authority", None) => Ok(parts(request)?.authority),
        ("@path", None) => Ok(parts(request)?.path),
        ("@request-target", None) => request.public_path_and_query().ok_or_else(no_url),
        _ => Err(unknown),
    }
}

fn unsupported() -> Refusal {
    Refusal::Malformed {
        what: "the signature covers a component under a parameter that is not supported",
    }
}

fn no_url() -> Refusal {
    Refusal::Malformed {
        what: "the signature covers the URL, and no public URL is known",
    }
}

/// The public URL, taken apart. Never what the peer wrote into `Host`.
struct UrlParts {
    scheme: String,
    authority: String,
    path: String,
}

fn parts(request: &Inbound<'_>) -> Result<UrlParts, Refusal> {
    let (scheme, rest) = request
        .public_url
        .and_then(|url| url.split_once("://"))
        .ok_or_else(no_url)?;
    let scheme = scheme.to_ascii_lowercase();
    let (host, path) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, "/"),
    };
    let authority = host.to_ascii_lowercase();
    // The scheme's own port is left out (section 2.2.3).
    let default = if scheme == "http" { ":80" } else { ":443" };
    Ok(UrlParts {
        authority: authority
            .strip_suffix(default)
            .unwrap_or(&authority)
            .to_owned(),
        path: path.to_owned(),
        scheme,
    })
}

/// The whole public URL. What has no path is called at `/`.
fn target_uri(request: &Inbound<'_>) -> Option<String> {
    let url = request.public_url?;
    let (_, rest) = url.split_once("://")?;
    let path = rest
        .find('/')
        .and_then(|at| rest.get(at..))
        .unwrap_or_default();
    let origin = url.strip_suffix(path)?;
    Some(format!("{origin}{}", request.public_path_and_query()?))
}

fn field(name: &str, request: &Inbound<'_>) -> Result<String, Refusal> {
    fields::combined(request.headers, name)?.ok_or_else(absent)
}

fn absent() -> Refusal {
    Refusal::Malformed {
        what: "the signature covers something that the request lacks",
    }
}

/// Every line in base64, so that commas inside them divide nothing (section 2.1.3).
fn wrapped(name: &str, request: &Inbound<'_>) -> Result<String, Refusal> {
    let lines =
        fields::lines(request.headers, name).map(|line| format!(":{}:", STANDARD.encode(line)));
    let lines: Vec<_> = lines.collect();
    if lines.is_empty() {
        return Err(absent());
    }
    Ok(lines.join(", "))
}

/// One member of a dictionary (section 2.1.2).
fn member(name: &str, key: &str, request: &Inbound<'_>) -> Result<String, Refusal> {
    let text = field(name, request)?;
    let members = structured::dictionary(&text, MAX_MEMBERS)?;
    let member = members.iter().find(|member| member.key.as_str() == key);
    member.map(structured::Member::serialize).ok_or_else(absent)
}

/// One parameter of the query. A name that comes twice is no component.
fn query_param(wanted: &str, request: &Inbound<'_>) -> Result<String, Refusal> {
    let query = request.query().unwrap_or_default();
    let mut values = query.split('&').filter_map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (encoded(name) == wanted).then_some(value)
    });
    match (values.next(), values.next()) {
        (Some(value), None) => Ok(encoded(value)),
        _ => Err(absent()),
    }
}

/// A name or a value of the query, decoded and encoded again.
fn encoded(text: &str) -> String {
    let text = text.replace('+', " ");
    let text = percent_decode_str(&text).decode_utf8_lossy();
    utf8_percent_encode(&text, FORM).to_string()
}
