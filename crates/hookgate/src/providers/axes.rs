//! Places and identities in words.
//!
//! `Scheme` has accessors for most of its axes, but for the places of its id and type only `Debug`,
//! so places are read from there. This is the one spot to change once there are accessors, and a
//! test over all providers fails if the form ever changes.

use axum_webhook::{
    Scheme,
    core::scheme::{At, Identity},
};

/// An axis that is a list of places.
#[derive(Clone, Copy, Debug)]
pub(super) enum Axis {
    EventId,
    EventType,
}

/// A place: `body /id`.
pub(super) fn place(at: &At) -> String {
    Node::parse(&format!("{at:?}")).describe()
}

/// The places of an axis, in the order they are looked at.
pub(super) fn places(scheme: &Scheme, axis: Axis) -> Vec<String> {
    let field = match axis {
        Axis::EventId => "event_id",
        Axis::EventType => "event_type",
    };
    Node::of(scheme, field)
        .items
        .iter()
        .map(Node::describe)
        .collect()
}

/// What makes two requests the same delivery.
pub(super) fn identity(scheme: &Scheme) -> String {
    match scheme.identity_axis() {
        Identity::SignedId(id) => format!("signed id, {}", place(&id)),
        Identity::IdAndContent(id, further) => {
            let places = std::iter::once(&id).chain(further).map(place);
            format!("id and content, {}", places.collect::<Vec<_>>().join(", "))
        }
        Identity::Content => "content".to_owned(),
        // Newer than this listing: its own name is better than nothing.
        other => format!("{other:?}"),
    }
}

/// `Word(item, item)`, `[item, item]` or `"word"`.
#[derive(Debug, Default)]
struct Node {
    word: String,
    items: Vec<Self>,
}

impl Node {
    fn of(scheme: &Scheme, field: &str) -> Self {
        let text = format!("{scheme:?}");
        match text.split_once(&format!(", {field}: ")) {
            Some((_, rest)) => Self::parse(rest),
            None => Self::default(),
        }
    }

    fn parse(text: &str) -> Self {
        Self::read(&mut text.chars().peekable())
    }

    /// Reads one node and leaves what follows it.
    fn read(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Self {
        let mut node = Self::default();
        if chars.next_if_eq(&'"').is_some() {
            node.word = chars.take_while(|char| *char != '"').collect();
            return node;
        }
        while let Some(char) = chars.next_if(|char| char.is_alphanumeric()) {
            node.word.push(char);
        }
        if chars.next_if(|char| matches!(char, '(' | '[')).is_some() {
            while chars.next_if(|char| matches!(char, ')' | ']')).is_none()
                && chars.peek().is_some()
            {
                node.items.push(Self::read(chars));
                while chars.next_if(|char| matches!(char, ',' | ' ')).is_some() {}
            }
        }
        node
    }

    fn describe(&self) -> String {
        let words: Vec<_> = self.items.iter().map(|item| item.word.as_str()).collect();
        match (self.word.as_str(), &*words) {
            ("Header", [name]) => format!("header {name}"),
            ("Json", [pointer]) => format!("body {pointer}"),
            ("JsonState", [pointer, _, name]) => format!("{name} by body {pointer}"),
            ("Form", [field]) => format!("form {field}"),
            ("FormJson", [field, pointer]) => format!("form {field} {pointer}"),
            ("Query", [name]) => format!("query {name}"),
            ("InSignature", [key]) => format!("{key}= in the signature"),
            (word, words) => format!("{word} {}", words.join(" ")).trim().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use axum_webhook::providers;

    use super::*;

    #[test]
    fn every_provider_has_an_identity_and_places_in_words() {
        for scheme in providers::ALL {
            let identity = identity(scheme);
            let known = ["signed id, ", "id and content, ", "content"];
            assert!(
                known.iter().any(|form| identity.starts_with(form)),
                "{identity}"
            );
            let all = [
                places(scheme, Axis::EventId),
                places(scheme, Axis::EventType),
            ]
            .concat();
            assert!(!all.is_empty(), "{}", scheme.name());
            for place in all.iter().chain([&identity]) {
                assert!(!place.contains(['(', '[', '"']), "{place}");
            }
        }
    }

    #[test]
    fn places_read_as_what_they_are() {
        let cases = [
            (At::Header("x-id"), "header x-id"),
            (At::Json("/a/b"), "body /a/b"),
            (
                At::JsonState("/status", &["done", "failed"], "completed"),
                "completed by body /status",
            ),
            (At::FormJson("payload", "/type"), "form payload /type"),
            (At::InSignature("t"), "t= in the signature"),
        ];
        for (at, words) in cases {
            assert_eq!(place(&at), words);
        }
        assert_eq!(identity(&providers::STRIPE), "signed id, body /id");
        assert_eq!(
            identity(&providers::GITHUB),
            "id and content, header x-github-delivery, header x-github-event"
        );
    }
}
