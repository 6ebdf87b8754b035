//! Places and identities in words.

use axum_webhook::{
    Scheme,
    core::scheme::{At, Identity},
};

/// A place: `body /id`.
pub(super) fn place(at: &At) -> String {
    match at {
        At::Header(name) => format!("header {name}"),
        At::Json(pointer) => format!("body {pointer}"),
        At::JsonMember(_) => "which of the known members the body has".to_owned(),
        At::JsonState(pointer, _, name) => format!("{name} by body {pointer}"),
        At::JsonJoin(first, second) => format!("body {first} and {second}"),
        At::JsonText(member, pointer) => format!("body {member} {pointer}"),
        At::Claim(pointer) => format!("claim {pointer}"),
        At::ClaimText(claim, pointer) => format!("claim {claim} {pointer}"),
        At::Fixed(text) => format!("always {text}"),
        At::Form(field) => format!("form {field}"),
        At::FormJson(field, pointer) => format!("form {field} {pointer}"),
        At::FormXml(field, element) => format!("form {field} <{element}>"),
        At::Query(name) => format!("query {name}"),
        At::InSignature(key) => format!("{key}= in the signature"),
        // Newer than this listing: its own name is better than nothing.
        other => format!("{other:?}"),
    }
}

/// Places, in the order they are looked at.
pub(super) fn places(all: &[At]) -> Vec<String> {
    all.iter().map(place).collect()
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
        // As above.
        other => format!("{other:?}"),
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
                places(scheme.event_id_places()),
                places(scheme.event_type_places()),
            ]
            .concat();
            // No word is the code's own spelling of a place.
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
            (
                At::JsonMember(&["message", "poll"]),
                "which of the known members the body has",
            ),
            (
                At::JsonText("/Message", "/eventType"),
                "body /Message /eventType",
            ),
            (At::Claim("/event_id"), "claim /event_id"),
            (
                At::ClaimText("/data", "/eventType"),
                "claim /data /eventType",
            ),
            (At::Form("MessageSid"), "form MessageSid"),
            (At::FormJson("payload", "/type"), "form payload /type"),
            (At::Query("source"), "query source"),
            (At::InSignature("t"), "t= in the signature"),
        ];
        for (at, words) in cases {
            assert_eq!(place(&at), words);
        }
        assert_eq!(
            places(&[At::Header("x-type"), At::Json("/type")]),
            ["header x-type", "body /type"]
        );
        assert_eq!(identity(&providers::STRIPE), "signed id, body /id");
        assert_eq!(
            identity(&providers::GITHUB),
            "id and content, header x-github-delivery, header x-github-event"
        );
    }
}
