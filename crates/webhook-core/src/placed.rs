//! Signatures in the body or in the query: found there for the verifier, put there by the signer.

use std::borrow::Cow;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    Refusal,
    candidates::{Candidates, MAX_HEADER, Parser},
    form,
    json_tree::{Node, Style},
    multipart,
    scheme::{At, Scheme},
    signer::Outgoing,
    verified::Facts,
};

/// Refuses, before the body is read, what has its signature in the query alone and none there.
pub(crate) fn check_query(scheme: &Scheme, query: Option<&str>) -> Result<(), Refusal> {
    let query = query.unwrap_or_default().as_bytes();
    if let [At::Query(name)] = scheme.signature_at {
        return check_parameter(query, name);
    }
    let may_hold = |at: &At| match at {
        At::Query(name) => form::find(query, name).is_some(),
        _ => true,
    };
    if scheme.signature_at.is_empty() || scheme.signature_at.iter().any(may_hold) {
        return Ok(());
    }
    Err(MISSING)
}

const MISSING: Refusal = Refusal::Malformed {
    what: "the request holds no signature where the scheme has it",
};

/// Whether the one place that the scheme has holds one signature.
fn check_parameter(query: &[u8], name: &'static str) -> Result<(), Refusal> {
    let fields = form::fields(query).ok_or(Refusal::Malformed {
        what: "the query is not UTF-8",
    })?;
    let mut values = fields
        .into_iter()
        .filter_map(|(field, value)| (field == name).then_some(value));
    let value = values.next().filter(|value| !value.trim().is_empty());
    let value = value.ok_or(Refusal::MissingParameter { parameter: name })?;
    if values.next().is_some() {
        return Err(Refusal::Malformed {
            what: "the signature stands in the query more than once",
        });
    }
    if value.len() > MAX_HEADER {
        return Err(Refusal::Malformed {
            what: "the signature is longer than 8 KiB",
        });
    }
    Ok(())
}

/// The candidates at the scheme's place, of a request that may yet be anybody's.
pub(crate) fn read(scheme: &Scheme, facts: &Facts) -> Result<Candidates, Refusal> {
    let text = facts.first(scheme.signature_at).ok_or(MISSING)?;
    let mut parser = Parser::new(scheme, None);
    parser.read(&text)?;
    Ok(parser.finish()?.candidates)
}

/// A message with a signature in its place.
pub(crate) struct Placed<'m> {
    pub(crate) url: Cow<'m, str>,
    pub(crate) body: Cow<'m, [u8]>,
}

/// Puts the signature at the first place that the message has.
pub(crate) fn write<'m>(
    scheme: &Scheme,
    url: &'m str,
    content_type: Option<&str>,
    body: &'m [u8],
    signature: &str,
) -> Placed<'m> {
    let changed = scheme.signature_at.iter().find_map(|at| match *at {
        At::Query(name) => {
            let mark = if url.contains('?') { '&' } else { '?' };
            let value = utf8_percent_encode(signature, NON_ALPHANUMERIC);
            Some(Placed {
                url: format!("{url}{mark}{name}={value}").into(),
                body: body.into(),
            })
        }
        at => Some(Placed {
            url: url.into(),
            body: in_body(at, content_type, body, signature)?.into(),
        }),
    });
    changed.unwrap_or(Placed {
        url: url.into(),
        body: body.into(),
    })
}

/// The message's body with its time, of a scheme that has it beside a signature in the body.
pub(crate) fn with_time(scheme: &Scheme, message: &Outgoing<'_>, time: &str) -> Option<Vec<u8>> {
    let at = scheme
        .timestamp
        .filter(|_| !scheme.signature_at.is_empty())?;
    in_body(at, message.content_type, message.body, time)
}

fn in_body(at: At, content_type: Option<&str>, body: &[u8], text: &str) -> Option<Vec<u8>> {
    match at {
        At::Json(pointer) => with_member(body, pointer, text).map(String::into_bytes),
        At::Form(name) if form::is_form(content_type) => form::with_field(body, name, text),
        At::FormJson(name, pointer) if form::is_form(content_type) => {
            let json = with_member(form::find(body, name)?.as_bytes(), pointer, text)?;
            form::with_field(body, name, &json)
        }
        At::FormJson(name, pointer) if multipart::is_multipart(content_type) => {
            let json = with_member(multipart::field(body, name)?.as_bytes(), pointer, text)?;
            multipart::with_field(body, name, &json)
        }
        _ => None,
    }
}

fn with_member(json: &[u8], pointer: &str, text: &str) -> Option<String> {
    let mut json = Node::parse(json)?;
    json.set(pointer, text.to_owned())?;
    Some(json.write(Style::default()))
}
