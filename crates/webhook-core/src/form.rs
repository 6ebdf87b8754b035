//! `application/x-www-form-urlencoded`, decoded strictly: what is not UTF-8 is refused instead of
//! replaced, so that two different bodies never read alike.

use std::{borrow::Cow, collections::BTreeMap};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode, utf8_percent_encode};

use crate::{Inbound, Refusal};

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// Whether a `Content-Type` names a form, with or without parameters.
pub(crate) fn is_form(content_type: Option<&str>) -> bool {
    content_type.is_some_and(|value| {
        let essence = value.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case(FORM)
    })
}

/// Whether a request says that its body is a form.
pub(crate) fn is_form_of(request: &Inbound<'_>) -> bool {
    let value = request.headers().get(http::header::CONTENT_TYPE);
    is_form(value.and_then(|value| value.to_str().ok()))
}

/// The fields in order, decoded once; `None` if any is not UTF-8.
pub(crate) fn fields(form: &[u8]) -> Option<Vec<(String, String)>> {
    pairs(form)
        .map(|(name, value)| Some((decode(name)?, decode(value)?)))
        .collect()
}

/// The first field of this name.
pub(crate) fn find(form: &[u8], name: &str) -> Option<String> {
    pairs(form)
        .find(|(field, _)| decode(field).as_deref() == Some(name))
        .and_then(|(_, value)| decode(value))
}

/// The form with one field of this name, the last, holding this text.
pub(crate) fn with_field(form: &[u8], name: &str, text: &str) -> Option<Vec<u8>> {
    let escape = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let mut fields: Vec<_> = fields(form)?;
    fields.retain(|(field, _)| field != name);
    fields.push((name.to_owned(), text.to_owned()));
    let fields = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)));
    Some(fields.collect::<Vec<_>>().join("&").into_bytes())
}

/// The fields by their names; `None` if any is not UTF-8 or comes twice, which readers take in
/// different ways.
pub(crate) fn by_name(form: &[u8]) -> Option<BTreeMap<String, String>> {
    let fields = fields(form)?;
    let count = fields.len();
    let fields: BTreeMap<_, _> = fields.into_iter().collect();
    (fields.len() == count).then_some(fields)
}

/// The values of these fields one after another, those that are missing being empty.
pub(crate) fn joined(form: &[u8], names: &[&str]) -> Result<String, Refusal> {
    let fields = by_name(form).ok_or(Refusal::Malformed {
        what: "the form is not UTF-8, or a field comes twice",
    })?;
    let values = names.iter().filter_map(|name| fields.get(*name));
    Ok(values.map(String::as_str).collect())
}

/// The text of an element, in XML that stands in base64 with line breaks.
pub(crate) fn xml_text(payload: &str, element: &str) -> Option<String> {
    let base64: String = payload.split('\n').collect();
    let xml = String::from_utf8(STANDARD.decode(base64).ok()?).ok()?;
    let (_, rest) = xml.split_once(&format!("<{element}>"))?;
    let (text, _) = rest.split_once(&format!("</{element}>"))?;
    (!text.contains(['<', '&'])).then(|| text.to_owned())
}

fn pairs(form: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    form.split(|&byte| byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut sides = pair.splitn(2, |&byte| byte == b'=');
            let name = sides.next().unwrap_or_default();
            (name, sides.next().unwrap_or_default())
        })
}

fn decode(text: &[u8]) -> Option<String> {
    let spaced: Cow<'_, [u8]> = if text.contains(&b'+') {
        text.iter()
            .map(|&b| if b == b'+' { b' ' } else { b })
            .collect()
    } else {
        text.into()
    };
    String::from_utf8(percent_decode(&spaced).collect()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded_once_and_strictly() {
        type Fields = &'static [(&'static str, &'static str)];
        let cases: &[(&[u8], Option<Fields>)] = &[
            (b"", Some(&[])),
            (b"a=1&b=2", Some(&[("a", "1"), ("b", "2")])),
            (b"a=x+y%20z&b", Some(&[("a", "x y z"), ("b", "")])),
            (b"a=b=c&&", Some(&[("a", "b=c")])),
            (b"a=%2525", Some(&[("a", "%25")])),
            (b"a=%zz", Some(&[("a", "%zz")])),
            (b"%C3%BC=%E2%82%AC", Some(&[("ü", "€")])),
            (b"a=%ff", None),
            (b"a=\xff", None),
        ];
        for (form, expected) in cases {
            let expected = expected.map(|fields| {
                let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
                fields.iter().map(owned).collect::<Vec<_>>()
            });
            assert_eq!(fields(form), expected, "{}", String::from_utf8_lossy(form));
        }
        assert_eq!(find(b"a=1&a=2", "a").as_deref(), Some("1"));
        assert_eq!(find(b"a=1", "b"), None);
    }

    #[test]
    fn a_field_is_put_in_place_and_one_that_comes_twice_is_no_form() {
        let put = |form: &[u8]| with_field(form, "s", "a b&").unwrap();
        assert_eq!(put(b""), b"s=a%20b%26");
        assert_eq!(put(b"s=1&x=y+z&s=2"), b"x=y%20z&s=a%20b%26");
        assert_eq!(
            by_name(b"b=2&a=1").unwrap().into_keys().collect::<Vec<_>>(),
            ["a", "b"]
        );
        assert_eq!(by_name(b"a=1&%61=1"), None);
    }

    #[test]
    fn media_type_is_matched_without_parameters_or_case() {
        assert!(is_form(Some("application/x-www-form-urlencoded")));
        assert!(is_form(Some(
            "Application/X-WWW-Form-Urlencoded; charset=utf-8"
        )));
        assert!(!is_form(Some("application/json")));
        assert!(!is_form(None));
    }
}
