//! Errors about what serde had read whole before it looked inside: which value in it is meant.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::payload::looks_like_json;

/// The keys below `read`, an object or array, of the value that `error` speaks of; of several that
/// it may mean, what they have in common. `None` if it speaks of none, or `read` is no more than
/// what has a place of its own.
pub(super) fn find(read: &[u8], error: &serde_json::Error) -> Option<Vec<String>> {
    if !error.is_data() || !matches!(read, [b'{', .., b'}'] | [b'[', .., b']']) {
        return None;
    }
    let message = error.to_string();
    Sought::of(&message)?.search(read)
}

/// As [`find`], for an error that has its place in a string which holds JSON.
pub(super) fn find_embedded(json: &[u8]) -> Option<Vec<String>> {
    // None is a place, too: that of the error is none.
    Some(Sought::Json.search(json).unwrap_or_default())
}

/// What serde's messages tell of a value.
enum Sought<'m> {
    /// Starts with its kind and, of scalars, the value itself: ``integer `5`, expected …``.
    Shown(&'m str),
    /// A string that names no variant.
    Text(&'m str),
    /// A key that the type does not know.
    Key(&'m str),
    /// A string that holds an object or array.
    Json,
}

impl<'m> Sought<'m> {
    fn of(message: &'m str) -> Option<Self> {
        let quoted = |start| {
            let (name, _) = message.strip_prefix(start)?.split_once("`, ")?;
            Some(name)
        };
        let shown = ["invalid type: ", "invalid value: "];
        let shown = shown.iter().find_map(|start| message.strip_prefix(start));
        shown
            .map(Self::Shown)
            .or_else(|| quoted("unknown variant `").map(Self::Text))
            .or_else(|| quoted("unknown field `").map(Self::Key))
    }

    fn search(self, json: &[u8]) -> Option<Vec<String>> {
        let mut search = Search {
            sought: self,
            path: Vec::new(),
            found: None,
        };
        let mut json = serde_json::Deserializer::from_slice(json);
        Value(&mut search).deserialize(&mut json).ok()?;
        search.found
    }
}

struct Search<'m> {
    sought: Sought<'m>,
    path: Vec<String>,
    found: Option<Vec<String>>,
}

impl Search<'_> {
    fn see(&mut self, value: Unexpected<'_>) {
        let is_sought = match (&self.sought, value) {
            (Sought::Shown(text), Unexpected::Unit) => text.starts_with("null, expected "),
            (Sought::Shown(text), value) => text
                .strip_prefix(&value.to_string())
                .is_some_and(|rest| rest.starts_with(", expected ")),
            (Sought::Text(text), Unexpected::Str(value)) => *text == value,
            (Sought::Json, Unexpected::Str(value)) => looks_like_json(value.as_bytes()),
            _ => false,
        };
        // The buffer itself would have had a place of its own.
        if is_sought && !self.path.is_empty() {
            self.note();
        }
    }

    fn note(&mut self) {
        match &mut self.found {
            None => self.found = Some(self.path.clone()),
            Some(found) => {
                let both = found.iter().zip(&self.path);
                let common = both.take_while(|(one, other)| one == other).count();
                found.truncate(common);
            }
        }
    }

    fn below<R>(&mut self, key: String, look: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(key);
        let result = look(self);
        self.path.pop();
        result
    }
}

/// A value, and all in it.
struct Value<'s, 'm>(&'s mut Search<'m>);

impl<'j> DeserializeSeed<'j> for Value<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'j> Visitor<'j> for Value<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'j>>(self, mut members: A) -> Result<(), A::Error> {
        self.0.see(Unexpected::Map);
        while let Some(key) = members.next_key::<String>()? {
            let is_sought = matches!(self.0.sought, Sought::Key(name) if name == key);
            self.0.below(key, |search| {
                if is_sought {
                    search.note();
                }
                members.next_value_seed(Value(search))
            })?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'j>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.see(Unexpected::Seq);
        let mut index = 0_usize;
        let mut next = |search: &mut Search<'_>| items.next_element_seed(Value(search));
        while self.0.below(index.to_string(), &mut next)?.is_some() {
            index += 1;
        }
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.0.see(Unexpected::Bool(value));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.0.see(Unexpected::Signed(value));
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.0.see(Unexpected::Unsigned(value));
        Ok(())
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.0.see(Unexpected::Float(value));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.see(Unexpected::Str(value));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.see(Unexpected::Unit);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
