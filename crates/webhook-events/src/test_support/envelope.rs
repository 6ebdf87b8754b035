//! One table for all events whose body is a JSON document with a type and an envelope.

use std::{
    fmt::Debug,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};
use webhook_core::{
    Delivery, providers,
    testing::{self, Sample},
};

use super::delivery;
use crate::EventError;

/// Where an event's type stands.
pub(crate) enum TypeAt {
    Json(&'static str),
    Header(&'static str),
}

/// What a member was read as.
#[derive(Debug)]
pub(crate) enum Read<'e> {
    Text(Option<&'e str>),
    Time(Option<SystemTime>),
    Number(Option<u64>),
    Truth(Option<bool>),
}

/// Where a member stands, and what the event reads there.
pub(crate) type Member<E> = (&'static str, for<'e> fn(&'e E) -> Read<'e>);

/// How a part of the payload is read.
pub(crate) type Parse<E> = fn(&E) -> Result<Value, EventError>;

/// What holds of an event on every sample of its provider, and of the samples once they drifted.
pub(crate) struct Checks<E: 'static> {
    pub(crate) provider: &'static str,
    pub(crate) new: fn(Delivery) -> E,
    /// Headers beside those of the sample.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) type_at: TypeAt,
    /// The type, and whether it is known.
    pub(crate) event_type: for<'e> fn(&'e E) -> (&'e str, bool),
    /// Whether the id is that of the body or of the headers.
    pub(crate) id: fn(&E, &Value) -> bool,
    pub(crate) whole: Parse<E>,
    /// Where the payload proper stands, and what the event reads there.
    pub(crate) part: (&'static str, Parse<E>),
    /// The scalars. Each pointer is read by one member only.
    pub(crate) members: &'static [Member<E>],
}

impl<E: Debug> Checks<E> {
    pub(crate) fn run(&self) {
        let mut samples = 0;
        for sample in testing::samples(self.provider) {
            let json: Value = serde_json::from_str(sample.body).unwrap();
            self.reads(sample, &json);
            self.survives_drift(sample, &json);
            self.keeps_an_unknown_type(sample, &json);
            samples += 1;
        }
        assert!(samples >= 3, "{} has {samples} samples", self.provider);
        self.survives_garbage();
    }

    fn event(&self, event_type: Option<&str>, body: &[u8]) -> E {
        let mut headers = self.headers.to_vec();
        if let (TypeAt::Header(name), Some(value)) = (&self.type_at, event_type) {
            headers.push((name, value));
        }
        let scheme = providers::by_name(self.provider).unwrap();
        (self.new)(delivery(scheme, &headers, body.to_vec()))
    }

    fn reads(&self, sample: &Sample, json: &Value) {
        let name = sample.name;
        let event = self.event(sample.event_type, sample.body.as_bytes());
        let (event_type, is_known) = (self.event_type)(&event);
        assert!(is_known && name.starts_with(event_type), "{name}");
        assert!((self.id)(&event, json), "the id of {name}");
        assert_eq!(&(self.whole)(&event).unwrap(), json, "{name}");
        let (pointer, read) = self.part;
        let part = read(&event).ok();
        assert_eq!(part.as_ref(), json.pointer(pointer), "{pointer} of {name}");
        for (pointer, read) in self.members {
            assert_same(&read(&event), json.pointer(pointer), pointer, name);
        }
    }

    /// What was removed, nulled or retyped reads as absent, and everything else as before.
    fn survives_drift(&self, sample: &Sample, json: &Value) {
        for (drifted, _) in self.members {
            let Some(was) = json.pointer(drifted).filter(|was| !was.is_null()) else {
                continue;
            };
            let retyped = if was.is_string() {
                json!(7.5)
            } else {
                json!([])
            };
            for now in [
                None,
                Some(Value::Null),
                Some(json!({ "a": 1 })),
                Some(retyped),
            ] {
                let mut body = json.clone();
                put(&mut body, drifted, now.clone());
                let event = self.event(sample.event_type, body.to_string().as_bytes());
                let name = format!("{} with {now:?} at {drifted}", sample.name);
                for (pointer, read) in self.members {
                    let expected = json.pointer(pointer).filter(|_| pointer != drifted);
                    assert_same(&read(&event), expected, pointer, &name);
                }
            }
        }
    }

    fn keeps_an_unknown_type(&self, sample: &Sample, json: &Value) {
        let mut body = json.clone();
        if let TypeAt::Json(pointer) = self.type_at {
            put(&mut body, pointer, Some(json!("moon.rose")));
        }
        let event = self.event(Some("moon.rose"), body.to_string().as_bytes());
        assert_eq!((self.event_type)(&event), ("moon.rose", false));
        for (pointer, read) in self.members {
            assert_same(&read(&event), json.pointer(pointer), pointer, sample.name);
        }
    }

    fn survives_garbage(&self) {
        let deep = "[".repeat(60_000);
        let bodies: [&[u8]; 9] = [
            b"",
            b"null",
            b"7",
            b"[{}]",
            b"{",
            b"{\"\xff\":1}",
            b"\xef\xbb\xbf{}",
            b"payload=%7B%7D",
            deep.as_bytes(),
        ];
        for body in bodies {
            let event = self.event(None, body);
            let _ = ((self.whole)(&event), (self.part.1)(&event));
            assert!(!(self.event_type)(&event).1);
            for (pointer, read) in self.members {
                assert_same(&read(&event), None, pointer, "garbage");
            }
        }
    }
}

fn assert_same(read: &Read<'_>, json: Option<&Value>, pointer: &str, of: &str) {
    let same = match read {
        Read::Text(text) => *text == json.and_then(Value::as_str),
        Read::Time(time) => *time == json.and_then(instant),
        Read::Number(number) => *number == json.and_then(Value::as_u64),
        Read::Truth(truth) => *truth == json.and_then(Value::as_bool),
    };
    assert!(same, "{pointer} of {of} is {json:?}, read {read:?}");
}

/// A number is milliseconds, a text ISO-8601.
fn instant(json: &Value) -> Option<SystemTime> {
    match json {
        Value::Number(millis) => UNIX_EPOCH.checked_add(Duration::from_millis(millis.as_u64()?)),
        Value::String(text) => text.parse::<jiff::Timestamp>().ok()?.try_into().ok(),
        _ => None,
    }
}

/// Puts a value where `pointer` leads, or removes what stands there.
fn put(body: &mut Value, pointer: &str, value: Option<Value>) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let members = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => members.insert(key.to_owned(), value),
        None => members.remove(key),
    };
}
