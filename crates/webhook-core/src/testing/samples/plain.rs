//! One plain event for each provider that has none written down: an id and a type where its scheme
//! reads them, in JSON or as a form.

use std::{collections::HashMap, sync::LazyLock};

use serde_json::{Map, Value};

use super::Sample;
use crate::{
    providers,
    scheme::{At, ClaimRule, Content, Scheme},
};

/// What stands in the body wherever an id belongs, to be replaced by [`Sample::fresh`].
pub(super) const ID: &str = "sample_000000000000";
const TYPE: &str = "sample.event";

/// The plain event of this provider.
pub(super) fn of(provider: &str) -> Option<&'static Sample> {
    static ALL: LazyLock<HashMap<&'static str, Sample>> = LazyLock::new(|| {
        let plain = providers::ALL
            .iter()
            .map(|scheme| (scheme.name, sample(scheme)));
        plain.collect()
    });
    ALL.get(provider)
}

fn sample(scheme: &Scheme) -> Sample {
    let places = || scheme.event_id.iter().chain(scheme.event_type);
    let form = places().any(|at| matches!(at, At::Form(_) | At::FormJson(..) | At::FormXml(..)));
    let (content_type, body) = if form {
        ("application/x-www-form-urlencoded", form_body(scheme))
    } else {
        ("application/json", json_body(scheme))
    };
    let type_header = scheme
        .event_type
        .iter()
        .any(|at| matches!(at, At::Header(_)));
    Sample {
        provider: scheme.name,
        name: TYPE,
        event_type: type_header.then_some(TYPE),
        content_type,
        headers: &[],
        // Once for each provider, for the life of the process.
        body: Box::leak(body.into_boxed_str()),
    }
}

fn form_body(scheme: &Scheme) -> String {
    let mut fields = vec![("sample", ID.to_owned())];
    let id = scheme.event_id.iter().find_map(|at| match at {
        At::Form(name) => Some((*name, ID.to_owned())),
        _ => None,
    });
    let id_in = |field: &str| {
        scheme.event_id.iter().find_map(|at| match at {
            At::FormJson(name, pointer) if *name == field => Some(*pointer),
            _ => None,
        })
    };
    let event_type = scheme.event_type.iter().find_map(|at| match at {
        At::Form(name) => Some((*name, TYPE.to_owned())),
        At::FormJson(name, pointer) => {
            let mut value = Value::Null;
            put(&mut value, pointer, TYPE.into());
            if let Some(pointer) = id_in(name) {
                put(&mut value, pointer, ID.into());
            }
            Some((*name, value.to_string()))
        }
        // As text: whoever signs it puts it into base64.
        At::FormXml(name, element) => {
            let id = format!("<sample>{ID}</sample>");
            Some((
                *name,
                format!("<event>{id}<{element}>{TYPE}</{element}></event>"),
            ))
        }
        _ => None,
    });
    fields.extend(id);
    fields.extend(event_type);
    let written = |(name, value): &(&str, String)| {
        let value = percent_encoding::utf8_percent_encode(value, ESCAPED);
        format!("{name}={value}")
    };
    fields.iter().map(written).collect::<Vec<_>>().join("&")
}

/// All but what ids and types are made of.
const ESCAPED: &percent_encoding::AsciiSet =
    &percent_encoding::NON_ALPHANUMERIC.remove(b'_').remove(b'.');

fn json_body(scheme: &Scheme) -> String {
    let mut body = Value::Null;
    for at in scheme.event_id {
        if let At::Json(pointer) | At::Claim(pointer) = at {
            put(&mut body, pointer, ID.into());
        }
    }
    for at in scheme.event_type {
        match at {
            At::Json(pointer) | At::Claim(pointer) => put(&mut body, pointer, TYPE.into()),
            At::ClaimText(claim, pointer) => {
                let mut inner = Value::Null;
                put(&mut inner, pointer, TYPE.into());
                put(&mut body, claim, inner.to_string().into());
            }
            At::JsonJoin(first, second) => {
                let (one, other) = TYPE.split_once('.').unwrap_or((TYPE, TYPE));
                put(&mut body, first, one.into());
                put(&mut body, second, other.into());
            }
            _ => {}
        }
    }
    if let Content::Jwt(rules) = scheme.content {
        for rule in rules.claims {
            if let ClaimRule::Body(_, pointer) = rule {
                put(&mut body, pointer, ID.into());
            }
        }
    }
    if let (Some(At::Json(pointer)), Some(configured)) = (scheme.bound, scheme.configured) {
        put(&mut body, pointer, configured.example.into());
    }
    let pointer = if body.is_array() {
        "/0/sample"
    } else {
        "/sample"
    };
    put(&mut body, pointer, ID.into());
    body.to_string()
}

/// Sets the value at a pointer, with the objects and arrays on the way there.
pub(super) fn put(value: &mut Value, pointer: &str, text: Value) {
    let Some((segment, rest)) = pointer.strip_prefix('/').map(|pointer| {
        let end = pointer.find('/').unwrap_or(pointer.len());
        pointer.split_at(end)
    }) else {
        *value = text;
        return;
    };
    if let Ok(index) = segment.parse::<usize>() {
        if !value.is_array() {
            *value = Value::Array(Vec::new());
        }
        if let Value::Array(items) = value {
            while items.len() <= index {
                items.push(Value::Null);
            }
            if let Some(item) = items.get_mut(index) {
                put(item, rest, text);
            }
        }
    } else {
        if !value.is_object() {
            *value = Value::Object(Map::new());
        }
        if let Value::Object(members) = value {
            put(members.entry(segment).or_insert(Value::Null), rest, text);
        }
    }
}
