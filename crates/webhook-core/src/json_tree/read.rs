//! Reading: strict, bounded, and what two readers could read differently is refused.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::Node;
use crate::Refusal;

/// Deeper JSON is not read: the bound of `serde_json`'s own values.
const MAX_DEPTH: usize = 128;

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

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(
            bytes: Vec<u8>, text in "[\\[\\]{}:,\"\\\\ tfn0-9a-u.-]{0,80}",
        ) {
            for json in [&bytes, text.as_bytes()] {
                let node = Node::parse(json);
                let is_json = serde_json::from_slice::<serde_json::Value>(json).is_ok();
                prop_assert!(node.is_none() || is_json);
            }
        }
    }
}
