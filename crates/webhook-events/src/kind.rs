//! Which member of an object tells what it is, where no text in it does.

use std::{borrow::Cow, fmt};

use serde::de::{Deserializer as _, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Name and raw JSON of an object's first member that is in `known` or, failing that, of its first
/// that is not in `beside`. A `null` is no member.
pub(crate) fn telling_member<'j>(
    json: &'j [u8],
    known: &[&str],
    beside: &[&str],
) -> Option<(Box<str>, &'j str)> {
    let mut found = None;
    // An error means "found" or "no JSON from here on"; what was found stands either way.
    let _ = serde_json::Deserializer::from_slice(json).deserialize_map(Telling {
        known,
        beside,
        found: &mut found,
    });
    found
}

struct Telling<'s, 'j> {
    known: &'s [&'s str],
    beside: &'s [&'s str],
    found: &'s mut Option<(Box<str>, &'j str)>,
}

impl<'j> Visitor<'j> for Telling<'_, 'j> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'j>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<Cow<'j, str>>()? {
            let value = members.next_value::<&RawValue>()?.get();
            let is_known = self.known.contains(&&*key);
            let is_other = self.found.is_none() && !self.beside.contains(&&*key);
            if value != "null" && (is_known || is_other) {
                *self.found = Some((key.into(), value));
                if is_known {
                    break;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_member_tells_and_else_the_first_of_the_others() {
        let cases = [
            (r#"{"id":1,"a":2}"#, Some(("a", "2"))),
            (
                r#"{"new":3,"id":1,"b":{"c":4},"a":2}"#,
                Some(("b", r#"{"c":4}"#)),
            ),
            (r#"{"id":1,"new":3,"newer":4}"#, Some(("new", "3"))),
            (r#"{"a":null,"new":3}"#, Some(("new", "3"))),
            (r#"{"\u0061":2"#, Some(("a", "2"))),
            (r#"{"id":1}"#, None),
            (r#"{"a":"#, None),
            (r#"["a"]"#, None),
            ("a", None),
            ("", None),
        ];
        for (json, expected) in cases {
            let found = telling_member(json.as_bytes(), &["a", "b"], &["id"]);
            let found = found.as_ref().map(|(name, value)| (&**name, *value));
            assert_eq!(found, expected, "{json}");
        }
    }
}
