//! Checks that run while a `const` scheme is compiled.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "`const fn` has neither iterators nor `get`; all of it runs at compile time, on literals"
)]

use super::{At, Component, Part, Statuses};

/// Fails the build (or panics, outside a `const`) unless `name` is a lower-case header name.
pub(super) const fn header_name(name: &'static str) {
    let bytes = name.as_bytes();
    assert!(!bytes.is_empty(), "a header name is empty");
    let mut i = 0;
    while i < bytes.len() {
        let b = bytes[i];
        assert!(
            !b.is_ascii_uppercase(),
            "header names are written in lower case in a scheme"
        );
        assert!(
            b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'),
            "a header name holds letters, digits, '-', '_' and '.' only"
        );
        i += 1;
    }
}

/// Checks the names and pointers inside a place.
pub(super) const fn place(at: At) {
    match at {
        At::Header(name) => header_name(name),
        At::Json(pointer) | At::FormJson(_, pointer) | At::JsonState(pointer, _, _) => {
            self::pointer(pointer);
        }
        At::Claim(pointer) => self::pointer(pointer),
        At::JsonJoin(first, second)
        | At::JsonText(first, second)
        | At::ClaimText(first, second) => {
            self::pointer(first);
            self::pointer(second);
        }
        At::JsonMember(known) => assert!(!known.is_empty(), "no member that could tell"),
        At::Form(name)
        | At::FormXml(name, _)
        | At::Query(name)
        | At::InSignature(name)
        | At::Fixed(name) => {
            assert!(!name.is_empty(), "a field name is empty");
        }
    }
}

/// Checks a JSON pointer's beginning.
pub(super) const fn pointer(pointer: &'static str) {
    let bytes = pointer.as_bytes();
    assert!(
        !bytes.is_empty() && bytes[0] == b'/',
        "a JSON pointer starts with '/'"
    );
}

/// Checks a list of header names.
pub(super) const fn header_names(names: &[&'static str]) {
    let mut i = 0;
    while i < names.len() {
        header_name(names[i]);
        i += 1;
    }
}

/// Checks the names of fixed headers.
pub(super) const fn fixed_headers(headers: &[(&'static str, &'static str)]) {
    let mut i = 0;
    while i < headers.len() {
        header_name(headers[i].0);
        i += 1;
    }
}

/// Checks statuses that end a delivery.
pub(super) const fn statuses(list: &[Statuses]) {
    let mut i = 0;
    while i < list.len() {
        let (first, last) = list[i].bounds();
        assert!(first <= last, "a range of statuses goes from low to high");
        assert!(
            first >= 300 && last <= 599,
            "a failure is a 3xx, 4xx or 5xx"
        );
        i += 1;
    }
}

/// Checks a list of places.
pub(super) const fn places(list: &[At]) {
    let mut i = 0;
    while i < list.len() {
        place(list[i]);
        i += 1;
    }
}

/// Checks that no place is a header, or inside the signature header.
pub(super) const fn no_header(places: &[At]) {
    assert!(!places.is_empty(), "a signature needs a place");
    let mut i = 0;
    while i < places.len() {
        assert!(
            !matches!(places[i], At::Header(_) | At::InSignature(_)),
            "a signature in a header is what .signature_from(..) says"
        );
        i += 1;
    }
}

/// Checks a content template; `body_optional` once the scheme declared its body unsigned.
pub(super) const fn template(parts: &[Part], body_optional: bool) {
    let mut covers_body = false;
    let mut i = 0;
    while i < parts.len() {
        match parts[i] {
            Part::Header(name) => header_name(name),
            Part::NamedHeaders { must, .. } => header_names(must),
            part if part.is_body() => covers_body = true,
            _ => {}
        }
        i += 1;
    }
    assert!(
        covers_body || body_optional,
        "the signed content lacks the body: add Part::Body, or call .body_not_signed(\"why\") first"
    );
}

/// Checks the names of fields that signatures cover.
pub(super) const fn components(list: &[Component]) {
    let mut i = 0;
    while i < list.len() {
        match list[i] {
            Component::Field(name) => header_name(name),
            Component::QueryParam(name) => assert!(!name.is_empty(), "a parameter's name is empty"),
            _ => {}
        }
        i += 1;
    }
}

/// Whether the body's digest is among them.
pub(super) const fn covers_digest(list: &[Component]) -> bool {
    let mut i = 0;
    while i < list.len() {
        if matches!(list[i], Component::ContentDigest) {
            return true;
        }
        i += 1;
    }
    false
}
