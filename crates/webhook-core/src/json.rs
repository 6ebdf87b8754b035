//! Reads a few members and items out of verified JSON and stops as soon as it has them: no tree, any depth.
//!
//! Where a key occurs twice the first one counts, here and in everything built on it, so that what
//! deduplicates and what a handler reads are the same.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use smallvec::SmallVec;

/// One text per pointer asked for, borrowed from the JSON where it holds no escapes.
pub(crate) type Found<'j> = SmallVec<[Option<Cow<'j, str>>; 4]>;

/// Whether a body starts as a JSON object or array does.
pub(crate) fn looks_like_one(body: &[u8]) -> bool {
    matches!(body.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// Looks the pointers up in one pass. Strings, numbers and booleans give their text; `null`,
/// objects, arrays and what is not there give `None`, as does everything after a syntax error.
pub(crate) fn find<'j>(json: &'j [u8], pointers: &[&str]) -> Found<'j> {
    let mut found = Found::from_elem(None, pointers.len());
    if pointers.is_empty() {
        return found;
    }
    let active = pointers
        .iter()
        .enumerate()
        .map(|(slot, pointer)| (slot, pointer.strip_prefix('/').unwrap_or(pointer)))
        .collect();
    let mut search = Search {
        found: &mut found,
        missing: pointers.len(),
    };
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    // An error means "stopped early" or "not JSON from here on"; what was found stands either way.
    let _ = Value {
        active,
        search: &mut search,
    }
    .deserialize(&mut deserializer);
    found
}

/// The value of an object's member, unparsed.
pub(crate) fn member<'j>(json: &'j [u8], name: &str) -> Option<&'j RawValue> {
    serde_json::Deserializer::from_slice(json)
        .deserialize_map(Member(name))
        .ok()?
}

struct Member<'n>(&'n str);

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(key) = members.next_key::<Cow<'de, str>>()? {
            if found.is_none() && key == self.0 {
                found = Some(members.next_value()?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

/// Which of these names an object's first such member has. A `null` is no member.
pub(crate) fn known_member(json: &[u8], known: &[&'static str]) -> Option<&'static str> {
    let found = telling_member(json, known, &[])?;
    known.iter().copied().find(|name| *name == found)
}

/// The name of an object's first member that is in `known` or, failing that, of its first that is not
/// in `beside`. A `null` is no member.
pub(crate) fn telling_member(json: &[u8], known: &[&str], beside: &[&str]) -> Option<String> {
    let mut found = None;
    // An error means "found" or "no JSON from here on".
    let _ = serde_json::Deserializer::from_slice(json).deserialize_map(Telling {
        known,
        beside,
        found: &mut found,
    });
    found
}

struct Telling<'n> {
    known: &'n [&'n str],
    beside: &'n [&'n str],
    found: &'n mut Option<String>,
}

impl<'de> Visitor<'de> for Telling<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(key) = members.next_key::<Cow<'de, str>>()? {
            let is_null = members.next_value::<&RawValue>()?.get() == "null";
            if !is_null && self.known.contains(&&*key) {
                *self.found = Some(key.into_owned());
                return Ok(());
            }
            if !is_null && self.found.is_none() && !self.beside.contains(&&*key) {
                *self.found = Some(key.into_owned());
            }
        }
        Ok(())
    }
}

struct Search<'f, 'j> {
    found: &'f mut Found<'j>,
    missing: usize,
}

impl<'j> Search<'_, 'j> {
    fn set(&mut self, slot: usize, text: Cow<'j, str>) {
        if let Some(place @ None) = self.found.get_mut(slot) {
            *place = Some(text);
            self.missing = self.missing.saturating_sub(1);
        }
    }
}

/// Slots still looked for below the current value, each with the rest of its pointer.
type Active<'p> = SmallVec<[(usize, &'p str); 4]>;

/// A value on the way to one of the pointers' ends.
struct Value<'s, 'f, 'p, 'j> {
    active: Active<'p>,
    search: &'s mut Search<'f, 'j>,
}

impl<'j> Value<'_, '_, '_, 'j> {
    fn scalar(self, text: impl Into<Cow<'j, str>>) {
        let text = text.into();
        for (slot, rest) in &self.active {
            if rest.is_empty() {
                self.search.set(*slot, text.clone());
            }
        }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_, '_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_, '_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        self.scalar(text);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.scalar(text.to_owned());
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.scalar(number.to_string());
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.scalar(number.to_string());
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        /// Beyond 2^53 two numbers may read alike, and an id read out of one would merge events.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if number.abs() < EXACT {
            self.scalar(number.to_string());
        }
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.scalar(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for index in 0_usize.. {
            let active: Active<'_> = self
                .active
                .iter()
                .filter_map(|(slot, pointer)| {
                    let (item, rest) = pointer.split_once('/').unwrap_or((pointer, ""));
                    (item.parse() == Ok(index)).then_some((*slot, rest))
                })
                .collect();
            if active.is_empty() {
                if items.next_element::<IgnoredAny>()?.is_none() {
                    break;
                }
                continue;
            }
            let search = &mut *self.search;
            if items.next_element_seed(Value { active, search })?.is_none() {
                break;
            }
            if self.search.missing == 0 {
                // As in a map.
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(active) = members.next_key_seed(Key {
            active: &self.active,
        })? {
            if active.is_empty() {
                members.next_value::<IgnoredAny>()?;
                continue;
            }
            members.next_value_seed(Value {
                active,
                search: &mut *self.search,
            })?;
            if self.search.missing == 0 {
                // With members left this makes serde_json stop with an error: the cheapest way out.
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Narrows the active pointers down to those that go through this key.
struct Key<'s, 'p> {
    active: &'s Active<'p>,
}

impl<'de, 'p> DeserializeSeed<'de> for Key<'_, 'p> {
    type Value = Active<'p>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Active<'p>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'p> Visitor<'_> for Key<'_, 'p> {
    type Value = Active<'p>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Active<'p>, E> {
        Ok(self
            .active
            .iter()
            .filter_map(|(slot, pointer)| {
                let (member, rest) = pointer.split_once('/').unwrap_or((pointer, ""));
                (member == key).then_some((*slot, rest))
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_at_any_depth_and_in_any_order() {
        type Case = (
            &'static str,
            &'static [&'static str],
            &'static [Option<&'static str>],
        );
        let cases: &[Case] = &[
            (
                r#"{"id":"a","type":"b"}"#,
                &["/id", "/type"],
                &[Some("a"), Some("b")],
            ),
            (r#"{"data":{"id":"x"},"id":"y"}"#, &["/id"], &[Some("y")]),
            (
                r#"{"data":{"id":"x"},"id":"y"}"#,
                &["/data/id", "/id"],
                &[Some("x"), Some("y")],
            ),
            (
                r#"{"type":3,"ok":true,"n":-1,"f":1.5}"#,
                &["/type", "/ok", "/n", "/f"],
                &[Some("3"), Some("true"), Some("-1"), Some("1.5")],
            ),
            (r#"{"id":null}"#, &["/id"], &[None]),
            (r#"{"id":{"a":1}}"#, &["/id"], &[None]),
            (
                r#"{"id":"first","id":"second"}"#,
                &["/id"],
                &[Some("first")],
            ),
            (
                r#"{"\u0069d":"escaped \u20ac"}"#,
                &["/id"],
                &[Some("escaped €")],
            ),
            (r#"{"id":"a","broken"#, &["/id"], &[Some("a")]),
            (r#"[{"id":"a"}]"#, &["/id"], &[None]),
            (r#"[{"id":"a"},{"id":"b"}]"#, &["/0/id"], &[Some("a")]),
            (
                r#"{"events":[{"id":"a"},{"id":"b"}],"id":"c"}"#,
                &["/events/1/id", "/id"],
                &[Some("b"), Some("c")],
            ),
            (r#"{"events":[]}"#, &["/events/0/id"], &[None]),
            (r#"["a","b"]"#, &["/1"], &[Some("b")]),
            (r#"{"0":"a"}"#, &["/0"], &[Some("a")]),
            (r#""text""#, &["/id"], &[None]),
            ("", &["/id"], &[None]),
            (r#"{"idx":"a","i":"b"}"#, &["/id"], &[None]),
            ("{}", &[], &[]),
        ];
        for (json, pointers, expected) in cases {
            let found = find(json.as_bytes(), pointers);
            let found: Vec<_> = found.iter().map(Option::as_deref).collect();
            assert_eq!(&found, expected, "{json}");
        }
    }

    #[test]
    fn t_61_deep_nesting_and_long_numbers_neither_panic_nor_hide_the_id() {
        let deep = format!(
            r#"{{"x":{}{},"id":"a"}}"#,
            "[".repeat(60_000),
            "]".repeat(60_000)
        );
        assert_eq!(find(deep.as_bytes(), &["/id"])[0].as_deref(), Some("a"));
        let unclosed = "[".repeat(60_000);
        assert_eq!(find(unclosed.as_bytes(), &["/id"])[0], None);
        let digits = format!(r#"{{"n":{},"id":"a"}}"#, "9".repeat(1_000_000));
        assert_eq!(find(digits.as_bytes(), &["/id"])[0].as_deref(), Some("a"));
    }
}
