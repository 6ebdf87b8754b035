//! What an envelope's methods return, beside what a JSON value is worth to them.

use std::time::SystemTime;

use serde_json::Value;

use crate::time;

/// What one method of an event returns.
pub(crate) enum Read<E: 'static> {
    Text(fn(&E) -> Option<&str>),
    Time(fn(&E) -> Option<SystemTime>),
    Unsigned(fn(&E) -> Option<u64>),
    Boolean(fn(&E) -> Option<bool>),
}

/// What a JSON value is worth to a method, or what the method returned.
#[derive(Debug, PartialEq)]
pub(crate) enum Scalar {
    Text(String),
    Time(SystemTime),
    Unsigned(u64),
    Boolean(bool),
}

impl<E> Read<E> {
    pub(crate) fn of(&self, event: &E) -> Option<Scalar> {
        match self {
            Self::Text(read) => read(event).map(|text| Scalar::Text(text.into())),
            Self::Time(read) => read(event).map(Scalar::Time),
            Self::Unsigned(read) => read(event).map(Scalar::Unsigned),
            Self::Boolean(read) => read(event).map(Scalar::Boolean),
        }
    }

    pub(crate) fn expected(&self, value: &Value) -> Option<Scalar> {
        match self {
            Self::Text(_) => value.as_str().map(|text| Scalar::Text(text.into())),
            Self::Time(_) => {
                time::parse_seconds_or_millis(Some(&value.to_string())).map(Scalar::Time)
            }
            Self::Unsigned(_) => value.as_u64().map(Scalar::Unsigned),
            Self::Boolean(_) => value.as_bool().map(Scalar::Boolean),
        }
    }

    /// Values that are none to the method.
    pub(crate) fn drifted(&self) -> Vec<Value> {
        let values = match self {
            Self::Text(_) => serde_json::json!([null, 7, true, {}, ["x"], {"a": "x"}]),
            Self::Time(_) => serde_json::json!([null, "soon", true, {}, [7], 1.5]),
            Self::Unsigned(_) => serde_json::json!([null, "7", true, {}, [7], -1, 1.5]),
            Self::Boolean(_) => serde_json::json!([null, "true", 1, {}, [true]]),
        };
        values.as_array().unwrap().clone()
    }
}
