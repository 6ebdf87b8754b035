//! What an event's methods return, beside what a JSON value is worth to them.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

/// What one method of an event returns.
pub(crate) enum Read<E: 'static> {
    Text(fn(&E) -> Option<&str>),
    /// The delivery's id: of a body that holds another scalar in a text's place, that one's text.
    Id(fn(&E) -> Option<&str>),
    Time(fn(&E) -> Option<SystemTime>),
    /// A text that is UTC where it names no offset.
    UtcTime(fn(&E) -> Option<SystemTime>),
    Unsigned(fn(&E) -> Option<u64>),
    Signed(fn(&E) -> Option<i64>),
    Boolean(fn(&E) -> Option<bool>),
}

/// What a JSON value is worth to a method, or what the method returned.
#[derive(Debug, PartialEq)]
pub(crate) enum Scalar {
    Text(String),
    Time(SystemTime),
    Integer(i128),
    Boolean(bool),
}

impl<E> Read<E> {
    pub(crate) fn of(&self, event: &E) -> Option<Scalar> {
        match self {
            Self::Text(read) | Self::Id(read) => {
                read(event).map(|text| Scalar::Text(text.to_owned()))
            }
            Self::Time(read) | Self::UtcTime(read) => read(event).map(Scalar::Time),
            Self::Unsigned(read) => read(event).map(|number| Scalar::Integer(number.into())),
            Self::Signed(read) => read(event).map(|number| Scalar::Integer(number.into())),
            Self::Boolean(read) => read(event).map(Scalar::Boolean),
        }
    }

    pub(crate) fn expected(&self, value: &Value) -> Option<Scalar> {
        let text = || value.as_str().map(ToOwned::to_owned);
        let scalar = || (value.is_number() || value.is_boolean()).then(|| value.to_string());
        match self {
            Self::Text(_) => text().map(Scalar::Text),
            Self::Id(_) => text().or_else(scalar).map(Scalar::Text),
            Self::Time(_) => match value {
                Value::String(text) => instant(text),
                number => since_epoch(number.as_u64()?),
            },
            Self::UtcTime(_) => {
                let text = text()?;
                instant(&text).or_else(|| instant(&(text + "Z")))
            }
            Self::Unsigned(_) => value.as_u64().map(|number| Scalar::Integer(number.into())),
            Self::Signed(_) => value.as_i64().map(|number| Scalar::Integer(number.into())),
            Self::Boolean(_) => value.as_bool().map(Scalar::Boolean),
        }
    }

    /// Values that are none to the method.
    pub(crate) fn drifted(&self) -> Vec<Value> {
        let values = match self {
            Self::Text(_) => json!([null, 7, 7.5, true, {}, [], ["x"], {"a": "x"}]),
            Self::Id(_) => json!([null, {}, [], ["x"], {"a": "x"}]),
            Self::Time(_) => {
                json!([null, "soon", "2023-11-14T22:13:20", true, {}, [], [7], {"a": 1}, 1.5])
            }
            Self::UtcTime(_) => json!([null, "soon", 7, 7.5, true, {}, [], [7], {"a": 1}]),
            Self::Unsigned(_) => json!([null, "7", true, {}, [], [7], {"a": 1}, -1, 1.5]),
            Self::Signed(_) => json!([null, "7", true, {}, [], [7], {"a": 1}, 1.5]),
            Self::Boolean(_) => json!([null, "true", 1, 7.5, {}, [], [true], {"a": true}]),
        };
        values.as_array().unwrap().clone()
    }
}

/// By another hand than `crate::time`, which it is held against.
fn instant(text: &str) -> Option<Scalar> {
    let instant = text.parse::<jiff::Timestamp>().ok()?;
    instant.try_into().ok().map(Scalar::Time)
}

/// Seconds, or milliseconds where those would be thousands of years.
fn since_epoch(number: u64) -> Option<Scalar> {
    let millis = if number < 100_000_000_000 {
        number * 1000
    } else {
        number
    };
    let time = UNIX_EPOCH.checked_add(Duration::from_millis(millis));
    time.map(Scalar::Time)
}
