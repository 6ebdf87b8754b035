//! JSON as it was written: members in their order, numbers as their text, no member twice. What is
//! signed value by value must not be reformatted, nor read in two ways.

mod read;
mod write;

use std::{borrow::Cow, collections::BTreeMap};

pub(crate) use write::Style;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node<'j> {
    /// A number, `true`, `false` or `null`, as written.
    Bare(&'j str),
    Text(Cow<'j, str>),
    Array(Vec<Self>),
    Object(Vec<(Cow<'j, str>, Self)>),
}

impl Node<'_> {
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
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
