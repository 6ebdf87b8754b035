//! An envelope held against the JSON of its provider's samples, member by member.

use std::time::SystemTime;

use serde_json::{Value, json};
use webhook_core::{Delivery, Scheme, testing};

use super::delivery;
use crate::{Event, time};

/// A scalar of an envelope: its JSON pointer, and the method that returns it.
pub(crate) enum Member<E> {
    Text(&'static str, fn(&E) -> Option<&str>),
    Number(&'static str, fn(&E) -> Option<i128>),
    Time(&'static str, fn(&E) -> Option<SystemTime>),
}

impl<E> Member<E> {
    fn pointer(&self) -> &'static str {
        match self {
            Self::Text(pointer, _) | Self::Number(pointer, _) | Self::Time(pointer, _) => pointer,
        }
    }

    /// What the method returns, as text.
    fn read(&self, event: &E) -> Option<String> {
        match self {
            Self::Text(_, read) => read(event).map(Into::into),
            Self::Number(_, read) => read(event).map(|number| number.to_string()),
            Self::Time(_, read) => read(event).map(|time| format!("{time:?}")),
        }
    }

    /// What it should return of this body.
    fn expected(&self, body: &Value) -> Option<String> {
        let value = body.pointer(self.pointer())?;
        let time = |time: Option<SystemTime>| time.map(|time| format!("{time:?}"));
        match (self, value) {
            (Self::Text(..), Value::String(text)) => Some(text.clone()),
            (Self::Text(..) | Self::Number(..), Value::Number(number)) => Some(number.to_string()),
            (Self::Time(..), Value::String(text)) => time(time::iso_or_utc(text)),
            (Self::Time(..), value) => {
                time(time::parse_seconds_or_millis(Some(&value.to_string())))
            }
            _ => None,
        }
    }
}

/// Holds an event's envelope against the JSON of all its provider's samples; then lets each member
/// drift, which must make it and only it `None`; and gives it what is no event at all.
///
/// Each member must occur in a sample, and members of one event must not share a pointer.
pub(crate) fn assert_envelope<E: Event + Into<Delivery>>(scheme: Scheme, members: &[Member<E>]) {
    let event = |headers: &[_], body: String| {
        E::from_delivery(&delivery(scheme, headers, body)).expect("one of its provider")
    };
    let read = |event: &E| -> Vec<_> { members.iter().map(|member| member.read(event)).collect() };
    let mut met = vec![false; members.len()];
    for sample in testing::samples(scheme.name()) {
        let body: Value = serde_json::from_str(sample.body).expect(sample.name);
        let whole = read(&event(sample.headers, sample.body.to_owned()));
        for (index, member) in members.iter().enumerate() {
            let at = format!("{} {}", sample.name, member.pointer());
            assert_eq!(whole[index], member.expected(&body), "{at}");
            if whole[index].is_none() {
                continue;
            }
            met[index] = true;
            for drifted in drifts(&body, member.pointer()) {
                let text = drifted.to_string();
                let mut expected = whole.clone();
                expected[index] = None;
                assert_eq!(read(&event(sample.headers, text)), expected, "{at}");
            }
        }
    }
    for (member, met) in members.iter().zip(met) {
        assert!(met, "no sample has {}", member.pointer());
    }
    let deep = "[".repeat(100_000);
    for body in [
        "", "{", "{}", "[]", "[{}]", "null", "7", "a=b", "\"\\u", &deep,
    ] {
        let garbage = event(&[], body.to_owned());
        assert!(read(&garbage).iter().all(Option::is_none), "{body:.10}");
        assert_eq!(garbage.into().body(), body.as_bytes());
    }
}

/// The body with the value at this pointer retyped, nulled and removed.
fn drifts(body: &Value, pointer: &str) -> Vec<Value> {
    let replaced = |value: Value| {
        let mut body = body.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    let mut removed = body.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = removed.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().remove(key);
    vec![
        replaced(json!({"new": "shape"})),
        replaced(json!(["new shape"])),
        replaced(Value::Null),
        removed,
    ]
}
