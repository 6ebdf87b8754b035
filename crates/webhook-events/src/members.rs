//! Reads an envelope's few scalars out of a JSON object in one pass, without building a tree.
//!
//! Members are independent: each is taken as raw text and read on its own, so that one that was
//! retyped, nulled or removed spoils no other. Of members that occur twice the first scalar
//! counts, as everywhere in `webhook-core`.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The keys from the top of the document down to a member.
pub(crate) type Path = &'static [&'static str];

/// The raw JSON text of the string, number or boolean at each path; `None` for everything else.
/// What stands before a syntax error is found all the same.
pub(crate) fn scan<'j, const N: usize>(json: &'j [u8], paths: &[Path; N]) -> [Option<&'j str>; N] {
    let mut found = [None; N];
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    // An error means "all found" or "no JSON from here on"; what was found stands either way.
    let _ = Level {
        paths,
        depth: 0,
        on_the_way: [true; N],
        found: &mut found,
    }
    .deserialize(&mut deserializer);
    found
}

/// The text of a JSON string.
pub(crate) fn text(raw: Option<&str>) -> Option<Box<str>> {
    serde_json::from_str(raw?).ok()
}

/// A JSON boolean.
pub(crate) fn boolean(raw: Option<&str>) -> Option<bool> {
    serde_json::from_str(raw?).ok()
}

/// A JSON number that is an unsigned integer.
pub(crate) fn unsigned(raw: Option<&str>) -> Option<u64> {
    serde_json::from_str(raw?).ok()
}

/// A JSON number that is an integer.
pub(crate) fn signed(raw: Option<&str>) -> Option<i64> {
    serde_json::from_str(raw?).ok()
}

/// The text of a JSON string, or that of an integer as it is written.
pub(crate) fn text_or_number(raw: Option<&str>) -> Option<Box<str>> {
    text(raw).or_else(|| {
        let number = raw?;
        let is_integer = number.parse::<i128>().is_ok();
        is_integer.then(|| number.into())
    })
}

/// A value that may be an object through which some of the paths lead.
struct Level<'s, 'j, const N: usize> {
    paths: &'s [Path; N],
    depth: usize,
    on_the_way: [bool; N],
    found: &'s mut [Option<&'j str>; N],
}

impl<'j, const N: usize> DeserializeSeed<'j> for Level<'_, 'j, N> {
    type Value = ();

    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'j, const N: usize> Visitor<'j> for Level<'_, 'j, N> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'j>>(self, mut members: A) -> Result<(), A::Error> {
        let below = self.depth.saturating_add(1);
        while let Some(on_the_way) = members.next_key_seed(Key {
            paths: self.paths,
            depth: self.depth,
            on_the_way: self.on_the_way,
        })? {
            let ends = |(wanted, path): (&bool, &Path)| *wanted && path.len() == below;
            if on_the_way == [false; N] {
                members.next_value::<IgnoredAny>()?;
            } else if on_the_way.iter().zip(self.paths).any(ends) {
                let value = members.next_value::<&RawValue>()?.get();
                for (slot, wanted) in self.found.iter_mut().zip(on_the_way) {
                    if wanted && slot.is_none() && is_scalar(value) {
                        *slot = Some(value);
                    }
                }
            } else {
                members.next_value_seed(Level {
                    paths: self.paths,
                    depth: below,
                    on_the_way,
                    found: &mut *self.found,
                })?;
            }
            if self.found.iter().all(Option::is_some) {
                return Err(A::Error::custom("all found"));
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'j>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    // Where an object is expected, everything else is passed over.
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

fn is_scalar(value: &str) -> bool {
    !value.starts_with(['{', '[', 'n'])
}

/// Narrows the paths down to those that go through this key.
struct Key<'s, const N: usize> {
    paths: &'s [Path; N],
    depth: usize,
    on_the_way: [bool; N],
}

impl<'j, const N: usize> DeserializeSeed<'j> for Key<'_, N> {
    type Value = [bool; N];

    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<[bool; N], D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<const N: usize> Visitor<'_> for Key<'_, N> {
    type Value = [bool; N];

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(mut self, key: &str) -> Result<[bool; N], E> {
        for (wanted, path) in self.on_the_way.iter_mut().zip(self.paths) {
            *wanted &= path.get(self.depth) == Some(&key);
        }
        Ok(self.on_the_way)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [Path; 4] = [&["a"], &["b", "c"], &["b", "d"], &["e"]];

    #[test]
    fn scalars_are_found_in_any_order_and_on_their_own() {
        let cases: &[(&str, [Option<&str>; 4])] = &[
            (
                r#"{"e":true,"b":{"d":"x","c":-1.5},"a":"y"}"#,
                [Some("\"y\""), Some("-1.5"), Some("\"x\""), Some("true")],
            ),
            (
                r#"{"b":[{"c":1}],"a":{"x":1},"e":3}"#,
                [None, None, None, Some("3")],
            ),
            (
                r#"{"b":"text","a":null,"e":3}"#,
                [None, None, None, Some("3")],
            ),
            // A number out of every range spoils nothing but itself.
            (
                r#"{"a":1e999999,"b":{"c":1},"e":3}"#,
                [Some("1e999999"), Some("1"), None, Some("3")],
            ),
            // The first scalar counts.
            (
                r#"{"a":null,"a":1,"a":2,"b":{"c":3},"b":{"c":4,"d":5}}"#,
                [Some("1"), Some("3"), Some("5"), None],
            ),
            (
                r#"{"\u0061":1,"b":{"c":2"#,
                [Some("1"), Some("2"), None, None],
            ),
            (r#"{"ab":1,"c":2,"d":3}"#, [None; 4]),
            (r#"[{"a":1}]"#, [None; 4]),
            ("{\"a\":1,\"b\":\"\u{1}", [Some("1"), None, None, None]),
            ("", [None; 4]),
            ("payload=%7B%7D", [None; 4]),
        ];
        for (json, expected) in cases {
            assert_eq!(&scan(json.as_bytes(), &PATHS), expected, "{json}");
        }
    }

    #[test]
    fn t_61_depth_and_bad_bytes_neither_panic_nor_hide_what_comes_first() {
        let deep = format!(
            r#"{{"x":{}{},"a":1}}"#,
            "[".repeat(60_000),
            "]".repeat(60_000)
        );
        assert_eq!(scan(deep.as_bytes(), &PATHS)[0], Some("1"));
        let retyped = format!(r#"{{"b":{}"#, "[".repeat(60_000));
        assert_eq!(scan(retyped.as_bytes(), &PATHS), [None; 4]);
        assert_eq!(scan(b"{\"a\":1,\"e\":\"\xff\"}", &PATHS)[0], Some("1"));
    }

    #[test]
    fn raw_text_is_read_by_its_own_type_only() {
        assert_eq!(text(Some(r#""a\u20ac""#)).as_deref(), Some("a€"));
        assert_eq!(text(Some("1")), None);
        assert_eq!(text(Some(r#""\ud800""#)), None);
        assert_eq!(boolean(Some("true")), Some(true));
        assert_eq!(boolean(Some("\"true\"")), None);
        assert_eq!(unsigned(Some("18446744073709551615")), Some(u64::MAX));
        assert_eq!(unsigned(Some("-1")), None);
        assert_eq!(signed(Some("-1")), Some(-1));
        assert_eq!(signed(Some("1.5")), None);
        assert_eq!(text_or_number(Some("12")).as_deref(), Some("12"));
        assert_eq!(text_or_number(Some("1.5")), None);
        assert_eq!(text_or_number(Some("true")), None);
    }
}
