//! The JSON of a delivery, and parts of it, as the caller's own types.

use std::{fmt, marker::PhantomData, sync::OnceLock};

use bytes::Bytes;
use serde::{
    Deserialize,
    de::{
        DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess,
        Visitor,
    },
};
use webhook_core::Delivery;

use crate::{EventError, PayloadError};

/// Parses the JSON of a delivery: its body, or the `payload` field of a form (GitHub with content
/// type form, Slack's interactions).
///
/// Types of one's own that are not `Deserialize` build their [`Event`](crate::Event) on this.
///
/// # Errors
/// [`EventError::NoJson`] for a delivery without JSON, [`EventError::Payload`] for JSON that does
/// not fit `T`.
pub fn payload<T: DeserializeOwned>(delivery: &Delivery) -> Result<T, EventError> {
    whole(&json(delivery)?)
}

/// The JSON of a delivery.
fn json(delivery: &Delivery) -> Result<Bytes, EventError> {
    let body = delivery.body();
    let what = if body.is_empty() {
        "its body is empty; its fields are in Delivery::form_fields"
    } else if !delivery.is_form() {
        return Ok(body.clone());
    } else if !body.starts_with(b"payload=") {
        "its body is a form without a payload field; read Delivery::form_fields, or take Form<T> beside Delivery"
    } else {
        let fields = delivery.form_fields().unwrap_or_default();
        match fields.into_iter().next() {
            Some((_, payload)) => return Ok(payload.into()),
            None => "its form is not UTF-8",
        }
    };
    Err(EventError::NoJson { what })
}

/// Whether a body starts as a JSON object or array does.
pub(crate) fn looks_like_json(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{") || body.trim_ascii_start().starts_with(b"[")
}

/// The JSON of a delivery, found once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Json(OnceLock<Result<Bytes, EventError>>);

impl Json {
    pub(crate) fn of(&self, delivery: &Delivery) -> Result<&[u8], EventError> {
        match self.0.get_or_init(|| json(delivery)) {
            Ok(bytes) => Ok(bytes),
            Err(error) => Err(error.clone()),
        }
    }

    /// As [`Json::of`], empty where there is none.
    pub(crate) fn or_empty(&self, delivery: &Delivery) -> &[u8] {
        self.of(delivery).unwrap_or_default()
    }
}

/// Parses a whole document.
pub(crate) fn whole<'j, T: Deserialize<'j>>(json: &'j [u8]) -> Result<T, EventError> {
    serde_json::from_slice(json).map_err(|error| PayloadError::new::<T>(json, error).into())
}

/// Parses the member that `path` leads to, in place; `None` if there is none. Of members that
/// occur twice the first counts.
pub(crate) fn member<'j, T: Deserialize<'j>>(
    json: &'j [u8],
    path: &[&str],
) -> Result<Option<T>, EventError> {
    let mut found = None;
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let result = At {
        path,
        found: &mut found,
        lifetime: PhantomData,
    }
    .deserialize(&mut deserializer);
    match (found, result) {
        (Some(found), _) => Ok(Some(found)),
        (None, Ok(())) => Ok(None),
        (None, Err(error)) => Err(PayloadError::new::<T>(json, error).into()),
    }
}

/// As [`member`], for one that every event of its kind has. `pointer` is the path as text.
pub(crate) fn required<'j, T: Deserialize<'j>>(
    json: &'j [u8],
    path: &[&str],
    pointer: &'static str,
) -> Result<T, EventError> {
    member(json, path)?.ok_or(EventError::Absent {
        pointer,
        hint: "the provider changed the payload, or this event has none; payload() reads the whole body",
    })
}

/// A value at, or on the way to, the member asked for.
struct At<'p, 'j, T> {
    path: &'p [&'p str],
    found: &'p mut Option<T>,
    lifetime: PhantomData<&'j ()>,
}

impl<'j, T: Deserialize<'j>> DeserializeSeed<'j> for At<'_, 'j, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.path.is_empty() {
            *self.found = Some(T::deserialize(deserializer)?);
            Ok(())
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'j, T: Deserialize<'j>> Visitor<'j> for At<'_, 'j, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'j>>(self, mut members: A) -> Result<(), A::Error> {
        let Some((key, path)) = self.path.split_first() else {
            return Ok(());
        };
        while let Some(matches) = members.next_key_seed(Matches(key))? {
            if !matches {
                members.next_value::<IgnoredAny>()?;
                continue;
            }
            members.next_value_seed(At {
                path,
                found: &mut *self.found,
                lifetime: PhantomData,
            })?;
            if self.found.is_some() {
                return Err(A::Error::custom("found"));
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'j>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    // A scalar where an object was expected: there is no such member.
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Whether a key is the one.
struct Matches<'p>(&'p str);

impl<'j> DeserializeSeed<'j> for Matches<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'j>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Matches<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}
