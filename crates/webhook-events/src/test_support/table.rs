//! One table for each JSON event, of what its envelope reads and where that stands: its samples
//! read as their JSON, and a member that drifts takes no other along.

use std::time::SystemTime;

use serde_json::Value;
use webhook_core::{Delivery, Inbound, Verifier, providers, testing};

use super::{Read, context, delivery};

/// An event, or an item of a batch, and what it reads.
pub(crate) struct Table<E: 'static> {
    pub(crate) provider: &'static str,
    pub(crate) event: fn(Delivery) -> E,
    /// Where the event stands in the body: empty, or its place in the batch.
    pub(crate) at: &'static str,
    /// Where the type stands in the body, and after it whatever else decides about the type.
    pub(crate) type_at: &'static [&'static str],
    /// The type as text, and whether it is a known one.
    pub(crate) event_type: fn(&E) -> (&str, bool),
    pub(crate) payload: fn(&E) -> Option<Value>,
    /// Each member by its JSON pointer. Every one stands in some sample.
    pub(crate) members: &'static [(&'static str, Read<E>)],
}

impl<E> Table<E> {
    /// Everything that a table can tell.
    pub(crate) fn check(&self) {
        self.samples_read_as_their_json();
        self.drift_spoils_nothing_else();
        self.an_unknown_type_keeps_its_name();
        self.garbage_arrives_all_the_same();
    }

    fn samples(&self) -> impl Iterator<Item = &'static testing::Sample> {
        testing::samples(self.provider)
    }

    fn event(&self, body: &str) -> E {
        let scheme = providers::by_name(self.provider).unwrap();
        (self.event)(delivery(scheme, &[], body.to_owned()))
    }

    fn assert_reads(&self, event: &E, json: &Value, what: &str) {
        for (pointer, read) in self.members {
            let expected = json.pointer(pointer).and_then(|value| read.expected(value));
            assert_eq!(read.of(event), expected, "{pointer} of {what}");
        }
    }

    fn samples_read_as_their_json(&self) {
        let mut seen = vec![false; self.members.len()];
        for sample in self.samples() {
            let delivery = signed(self.provider, sample, "Zz91x");
            assert!(delivery.id().unwrap().ends_with("Zz91x"), "{sample:?}");
            let json: Value = serde_json::from_slice(delivery.body()).unwrap();
            let event = (self.event)(delivery);
            assert_eq!((self.event_type)(&event), (sample.name, true));
            assert_eq!((self.payload)(&event).as_ref(), json.pointer(self.at));
            self.assert_reads(&event, &json, sample.name);
            for ((_, read), seen) in self.members.iter().zip(&mut seen) {
                *seen |= read.of(&event).is_some();
            }
        }
        for ((pointer, _), seen) in self.members.iter().zip(seen) {
            assert!(seen, "no sample has {pointer}");
        }
    }

    fn drift_spoils_nothing_else(&self) {
        for sample in self.samples() {
            let json: Value = serde_json::from_str(sample.body).unwrap();
            for (pointer, read) in self.members {
                if json.pointer(pointer).is_none() {
                    continue;
                }
                let changed = read.drifted().into_iter().map(|value| {
                    let mut json = json.clone();
                    *json.pointer_mut(pointer).unwrap() = value;
                    json
                });
                for json in changed.chain([without(&json, pointer)]) {
                    let event = self.event(&json.to_string());
                    assert_eq!(read.of(&event), None, "{pointer} of {json}");
                    if !self.type_at.contains(pointer) {
                        assert_eq!((self.event_type)(&event), (sample.name, true));
                    }
                    self.assert_reads(&event, &json, &json.to_string());
                }
                // An object on the way there that is none any more.
                let ends = pointer.match_indices('/').map(|(end, _)| end);
                for end in ends.filter(|end| *end > self.at.len()) {
                    for value in [Value::Null, 7.into(), "x".into(), Value::Array(Vec::new())] {
                        let mut json = json.clone();
                        *json.pointer_mut(&pointer[..end]).unwrap() = value;
                        let event = self.event(&json.to_string());
                        assert_eq!(read.of(&event), None, "{pointer} of {json}");
                        self.assert_reads(&event, &json, &json.to_string());
                    }
                }
            }
        }
    }

    fn an_unknown_type_keeps_its_name(&self) {
        let (type_at, others) = self.type_at.split_first().unwrap();
        for sample in self.samples() {
            let json: Value = serde_json::from_str(sample.body).unwrap();
            let mut json = others.iter().fold(json, |json, at| without(&json, at));
            for (value, expected) in [
                ("moon.rose".into(), "moon.rose"),
                ("".into(), ""),
                (Value::Null, ""),
                (serde_json::json!({"a": 1}), ""),
            ] {
                *json.pointer_mut(type_at).unwrap() = value;
                let event = self.event(&json.to_string());
                assert_eq!((self.event_type)(&event), (expected, false), "{json}");
            }
        }
    }

    fn garbage_arrives_all_the_same(&self) {
        let deep = "[".repeat(60_000);
        let bodies = [
            "",
            "{",
            "[]",
            "null",
            "7",
            "\"x\"",
            "a=1&b=2",
            "{\"\u{1}\":",
            &*deep,
        ];
        for body in bodies {
            let event = self.event(body);
            assert_eq!((self.event_type)(&event), ("", false), "{body:.20}");
            for (pointer, read) in self.members {
                assert_eq!(read.of(&event), None, "{pointer} of {body:.20}");
            }
            let whole = (self.payload)(&event);
            assert_eq!(whole, serde_json::from_str(body).ok(), "{body:.20}");
        }
        // Cut off anywhere: what comes before the cut may be read, and nothing else.
        for sample in self.samples() {
            let whole: Value = serde_json::from_str(sample.body).unwrap();
            // A number that is cut off is a number; everything else is none.
            let in_number =
                |end: &usize| sample.body[..*end].ends_with(|c: char| c.is_ascii_digit());
            for end in (0..sample.body.len()).filter(|end| !in_number(end)) {
                let event = self.event(&sample.body[..end]);
                for (pointer, read) in self.members {
                    let value = whole
                        .pointer(pointer)
                        .and_then(|value| read.expected(value));
                    let of = read.of(&event);
                    assert!(of.is_none() || of == value, "{pointer} at {end}");
                }
            }
        }
    }
}

fn without(json: &Value, pointer: &str) -> Value {
    let mut json = json.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = json.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().remove(key);
    json
}

/// The sample as its provider sends it now: signed, and verified.
pub(crate) fn signed(provider: &str, sample: &testing::Sample, unique: &str) -> Delivery {
    let scheme = providers::by_name(provider).unwrap();
    let now = SystemTime::now().into();
    let keys = testing::keys(&scheme, b"a key of thirty-two bytes, as is").unwrap();
    let request = testing::request(scheme, keys.signing_secret())
        .sample(&sample.fresh(&scheme, unique).stamped(&scheme, now))
        .at(now)
        .build();
    let inbound = Inbound::new(request.method(), request.uri(), request.headers());
    let verifier = Verifier::new(scheme, keys.verifying_secret()).unwrap();
    let verified = verifier
        .verify(&inbound, request.body().clone(), now)
        .unwrap();
    Delivery::new(verified, context())
}
