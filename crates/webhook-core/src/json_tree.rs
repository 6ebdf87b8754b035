//! JSON as it was written: members in their order, numbers as their text, no member twice. What is
//! signed value by value must not be reformatted, nor read in two ways.

use std::{borrow::Cow, collections::BTreeMap};

use serde::de::IgnoredAny;

use crate::Refusal;

/// Deeper JSON is not read: the bound of `serde_json`'s own values.
const MAX_DEPTH: usize = 128;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node<'j> {
    /// A number, `true`, `false` or `null`, as written.
    Bare(&'j str),
    Text(Cow<'j, str>),
    Array(Vec<Self>),
    Object(Vec<(Cow<'j, str>, Self)>),
}

/// How values are written again: without blanks, and …
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Style {
    /// … with members in the order of their names.
    pub(crate) sorted: bool,
    /// … with slashes escaped.
    pub(crate) slashes: bool,
    /// … with everything beyond ASCII escaped, in lower-case hexadecimal.
    pub(crate) ascii: bool,
}

impl<'j> Node<'j> {
    /// Reads a whole text; `None` for what is no JSON, is nested too deeply, or names a member twice.
    pub(crate) fn parse(json: &'j [u8]) -> Option<Self> {
        let mut rest = std::str::from_utf8(json).ok()?;
        serde_json::from_str::<IgnoredAny>(rest).ok()?;
        value(&mut rest, MAX_DEPTH)
    }

    /// As [`Node::parse`], of a body.
    pub(crate) fn of_body(body: &'j [u8]) -> Result<Self, Refusal> {
        Self::parse(body).ok_or(Refusal::Malformed {
            what: "the body is not JSON, or names a member twice",
        })
    }

    /// The value at a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> Option<&Self> {
        pointer
            .split('/')
            .skip(1)
            .try_fold(self, |node, name| match node {
                Self::Object(members) => {
                    let (_, node) = members.iter().find(|(member, _)| member == name)?;
                    Some(node)
                }
                Self::Array(items) => items.get(name.parse::<usize>().ok()?),
                _ => None,
            })
    }

    /// The text at a pointer: of a text its own, of numbers and truth values as written; `None` for
    /// `null`, what holds others, and what is not there.
    pub(crate) fn text(&self, pointer: &str) -> Option<&str> {
        match self.at(pointer)? {
            Self::Bare("null") | Self::Array(_) | Self::Object(_) => None,
            Self::Bare(text) => Some(text),
            Self::Text(text) => Some(text),
        }
    }

    /// The texts at these pointers one after another, those that are missing being empty.
    pub(crate) fn joined(&self, pointers: &[&str]) -> String {
        pointers
            .iter()
            .filter_map(|pointer| self.text(pointer))
            .collect()
    }

    /// The members by their names, of an object of texts, numbers and truth values.
    pub(crate) fn flat(&self) -> Option<BTreeMap<String, String>> {
        let Self::Object(members) = self else {
            return None;
        };
        let text = |node: &Self| match node {
            Self::Bare(text) if *text != "null" => Some((*text).to_owned()),
            Self::Text(text) => Some(text.clone().into_owned()),
            _ => None,
        };
        let pairs = members
            .iter()
            .map(|(name, node)| Some((name.clone().into_owned(), text(node)?)));
        pairs.collect()
    }

    /// Puts a text at a pointer, whose objects are made where they are missing; `None` where another
    /// value stands in the way, or an array has no such item.
    pub(crate) fn set(&mut self, pointer: &str, text: String) -> Option<()> {
        let mut node = self;
        for name in pointer.split('/').skip(1) {
            let members = match node {
                Self::Object(members) => members,
                Self::Array(items) => {
                    node = items.get_mut(name.parse::<usize>().ok()?)?;
                    continue;
                }
                _ => return None,
            };
            let known = members.iter().position(|(member, _)| member == name);
            let index = known.unwrap_or(members.len());
            if known.is_none() {
                members.push((Cow::Owned(name.to_owned()), Self::Object(Vec::new())));
            }
            node = &mut members.get_mut(index)?.1;
        }
        *node = Self::Text(Cow::Owned(text));
        Some(())
    }

    /// The value in this style.
    pub(crate) fn write(&self, style: Style) -> String {
        let mut out = String::new();
        self.append(style, &mut out);
        out
    }

    fn append(&self, style: Style, out: &mut String) {
        match self {
            Self::Bare(text) => out.push_str(text),
            Self::Text(text) => quote(text, style, out),
            Self::Array(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.append(style, out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                if style.sorted {
                    members.sort_unstable_by_key(|(name, _)| name);
                }
                out.push('{');
                for (index, (name, value)) in members.into_iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    quote(name, style, out);
                    out.push(':');
                    value.append(style, out);
                }
                out.push('}');
            }
        }
    }
}

fn quote(text: &str, style: Style, out: &mut String) {
    let unit = |out: &mut String, unit: u16| {
        out.push_str("\\u");
        out.push_str(&const_hex::encode(unit.to_be_bytes()));
    };
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '/' if style.slashes => out.push_str("\\/"),
            c if u32::from(c) < 0x20 || (style.ascii && !c.is_ascii()) => {
                for code in c.encode_utf16(&mut [0; 2]) {
                    unit(out, *code);
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// One value at the start of `rest`, which is known to be JSON.
fn value<'j>(rest: &mut &'j str, depth: usize) -> Option<Node<'j>> {
    let deeper = depth.checked_sub(1)?;
    skip_blanks(rest);
    if take(rest, '{') {
        let mut members = Vec::new();
        skip_blanks(rest);
        while !take(rest, '}') {
            let name = text(rest)?;
            skip_blanks(rest);
            take(rest, ':').then_some(())?;
            members.push((name, value(rest, deeper)?));
            skip_blanks(rest);
            take(rest, ',');
            skip_blanks(rest);
        }
        let mut names: Vec<_> = members.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        return names
            .is_sorted_by(|one, next| one < next)
            .then_some(Node::Object(members));
    }
    if take(rest, '[') {
        let mut items = Vec::new();
        skip_blanks(rest);
        while !take(rest, ']') {
            items.push(value(rest, deeper)?);
            skip_blanks(rest);
            take(rest, ',');
            skip_blanks(rest);
        }
        return Some(Node::Array(items));
    }
    if rest.starts_with('"') {
        return Some(Node::Text(text(rest)?));
    }
    let end = rest
        .find([',', ']', '}', ' ', '\t', '\r', '\n'])
        .unwrap_or(rest.len());
    let (bare, after) = rest.split_at_checked(end)?;
    *rest = after;
    (!bare.is_empty()).then_some(Node::Bare(bare))
}

/// A text in quotes.
fn text<'j>(rest: &mut &'j str) -> Option<Cow<'j, str>> {
    let inner = rest.strip_prefix('"')?;
    let mut escaped = false;
    let end = inner.bytes().position(|b| {
        let ends = b == b'"' && !escaped;
        escaped = b == b'\\' && !escaped;
        ends
    })?;
    let (inner, after) = inner.split_at_checked(end)?;
    let raw = rest.get(..end.checked_add(2)?)?;
    *rest = after.strip_prefix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(raw).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

fn take(rest: &mut &str, c: char) -> bool {
    let after = rest.strip_prefix(c);
    *rest = after.unwrap_or(rest);
    after.is_some()
}

fn skip_blanks(rest: &mut &str) {
    *rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(json: &str, style: Style) -> Option<String> {
        Some(Node::parse(json.as_bytes())?.write(style))
    }

    #[test]
    fn values_keep_order_and_number_text_and_lose_their_blanks() {
        let json =
            "{ \"b\" : [ 1.50 , -0 , 1e2 , true , null , [ ] , { } ] ,\n\"a\":\"\\u00e9\\/x\" }";
        let sorted = Style {
            sorted: true,
            ..Style::default()
        };
        let php = Style {
            slashes: true,
            ascii: true,
            ..Style::default()
        };
        let cases = [
            (
                Style::default(),
                r#"{"b":[1.50,-0,1e2,true,null,[],{}],"a":"é/x"}"#,
            ),
            (sorted, r#"{"a":"é/x","b":[1.50,-0,1e2,true,null,[],{}]}"#),
            (
                php,
                r#"{"b":[1.50,-0,1e2,true,null,[],{}],"a":"\u00e9\/x"}"#,
            ),
        ];
        for (style, expected) in cases {
            assert_eq!(written(json, style).as_deref(), Some(expected));
        }
        let odd = r#"["\u0001\b\f\n\r\t\"\\\u007f\u2028😀"]"#;
        let same = "[\"\\u0001\\b\\f\\n\\r\\t\\\"\\\\\u{7f}\u{2028}😀\"]";
        assert_eq!(written(odd, Style::default()).as_deref(), Some(same));
        let ascii = r#"["\u0001\b\f\n\r\t\"\\"#.to_owned() + "\u{7f}" + r#"\u2028\ud83d\ude00"]"#;
        assert_eq!(written(odd, php), Some(ascii));
    }

    #[test]
    fn what_two_readers_could_read_differently_is_no_value() {
        let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        assert!(Node::parse(nested(127).as_bytes()).is_some());
        for json in [
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"[{"x":{"a":1,"b":2,"a":3}}]"#,
            r#"{"a":1}x"#,
            r#"{"a" 1}"#,
            r#"{"a":01}"#,
            r#"["\ud800"]"#,
            "[1,]",
            "",
            &nested(128),
            &nested(60_000),
        ] {
            assert_eq!(Node::parse(json.as_bytes()), None, "{json}");
        }
        assert_eq!(Node::parse(b"\"\xff\""), None);
    }

    #[test]
    fn texts_are_found_and_put_in_place() {
        let json = r#"{"id":"a","n":10.50,"ok":false,"no":null,"o":{"x":["y"]}}"#;
        let mut node = Node::parse(json.as_bytes()).unwrap();
        let pointers = ["/id", "/n", "/ok", "/no", "/o", "/o/x/0", "/o/x/1", "/id/x"];
        assert_eq!(node.joined(&pointers), "a10.50falsey");
        assert_eq!(node.set("/id/x", String::new()), None);
        assert_eq!(node.set("/sig/v1", "s".to_owned()), Some(()));
        assert_eq!(node.set("/o/x/1", String::new()), None);
        assert_eq!(node.set("/o/x/0", "z".to_owned()), Some(()));
        assert_eq!(node.set("/id", "b".to_owned()), Some(()));
        let expected =
            r#"{"id":"b","n":10.50,"ok":false,"no":null,"o":{"x":["z"]},"sig":{"v1":"s"}}"#;
        assert_eq!(node.write(Style::default()), expected);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes: Vec<u8>, text in "[\\[\\]{}:,\"\\\\ tfn0-9a-u.-]{0,80}") {
            for json in [&bytes, text.as_bytes()] {
                let node = Node::parse(json);
                prop_assert!(node.is_none() || serde_json::from_slice::<serde_json::Value>(json).is_ok());
            }
        }

        #[test]
        fn what_is_written_reads_as_the_same_value(texts: Vec<(String, String)>, n: i64, sorted: bool, slashes: bool, ascii: bool) {
            let members: serde_json::Map<_, _> =
                texts.into_iter().map(|(name, text)| (name, serde_json::json!([text, n]))).collect();
            let json = serde_json::Value::Object(members);
            let written = written(&json.to_string(), Style { sorted, slashes, ascii });
            let again = serde_json::from_str::<serde_json::Value>(&written.unwrap()).unwrap();
            prop_assert_eq!(again, json);
        }
    }
}
