//! Where an item of Meta stands: in a change, in an entry.

use std::{iter::Peekable, time::SystemTime, vec};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::MetaField;
use crate::{
    EventError, EventItem,
    members::{self, Path},
    payload, time,
};

type Item<'d> = EventItem<'d, MetaField>;

/// What happened to one account.
#[derive(Clone, Debug)]
pub struct MetaEntry<'d> {
    raw: &'d str,
    id: Option<Box<str>>,
    time: Option<SystemTime>,
    items: Vec<Item<'d>>,
}

/// One change in an entry. Messages of Messenger stand in none.
#[derive(Clone, Debug)]
pub struct MetaChange<'d> {
    raw: &'d str,
    field: MetaField,
    phone_number_id: Option<Box<str>>,
    display_phone_number: Option<Box<str>>,
    items: Vec<Item<'d>>,
}

/// The entries of a body, each with those of its items that stand in it.
pub(super) fn of<'d>(body: &'d [u8], items: Vec<Item<'d>>) -> Vec<MetaEntry<'d>> {
    let mut items = items.into_iter().peekable();
    let entries = array(body, "entry").unwrap_or_default().into_iter();
    entries
        .map(|raw| MetaEntry::new(raw, within(raw, &mut items)))
        .collect()
}

/// The elements of the array that is this member.
fn array<'d>(json: &'d [u8], name: &str) -> Option<Vec<&'d str>> {
    let elements: Vec<&RawValue> = payload::member(json, &[name]).ok()??;
    Some(elements.into_iter().map(RawValue::get).collect())
}

/// Takes the items that stand in `outer`. They borrow from the body as it does and are in its order,
/// so that their place tells, and equal ones are not mixed up.
fn within<'d>(outer: &str, items: &mut Peekable<vec::IntoIter<Item<'d>>>) -> Vec<Item<'d>> {
    let range = outer.as_bytes().as_ptr_range();
    let is_inside = |item: &Item<'_>| range.contains(&item.raw().as_ptr());
    std::iter::from_fn(|| items.next_if(is_inside)).collect()
}

impl<'d> MetaEntry<'d> {
    const PATHS: [Path; 2] = [&["id"], &["time"]];

    fn new(raw: &'d str, items: Vec<Item<'d>>) -> Self {
        let [id, time] = members::scan(raw.as_bytes(), &Self::PATHS);
        Self {
            raw,
            id: members::text_or_number(id),
            time: time::parse_seconds_or_millis(time),
            items,
        }
    }

    /// The account: of WhatsApp the business account, of Messenger the page, of Instagram the
    /// professional account.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// When Meta sent the entry; messages of WhatsApp come without it.
    pub fn time(&self) -> Option<SystemTime> {
        self.time
    }

    /// Everything in it, as in [`MetaEvent::items`](crate::MetaEvent::items).
    pub fn items(&self) -> &[EventItem<'d, MetaField>] {
        &self.items
    }

    /// Its changes; none in an entry of Messenger's messages. An entry that has a `field` itself
    /// (Instagram) is one change.
    pub fn changes(&self) -> Vec<MetaChange<'d>> {
        if let Some(changes) = array(self.raw.as_bytes(), "changes") {
            let mut items = self.items.clone().into_iter().peekable();
            let changes = changes.into_iter();
            return changes
                .map(|raw| MetaChange::new(raw, within(raw, &mut items)))
                .collect();
        }
        let change = MetaChange::new(self.raw, self.items.clone());
        let is_one = !change.field.as_str().is_empty();
        is_one.then_some(change).into_iter().collect()
    }

    /// Its JSON, byte for byte as it was sent.
    pub fn raw(&self) -> &'d str {
        self.raw
    }

    /// It as your own type. Borrows from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<T: Deserialize<'d>>(&self) -> Result<T, EventError> {
        payload::whole(self.raw.as_bytes())
    }
}

impl<'d> MetaChange<'d> {
    const PATHS: [Path; 3] = [
        &["field"],
        &["value", "metadata", "phone_number_id"],
        &["value", "metadata", "display_phone_number"],
    ];

    fn new(raw: &'d str, items: Vec<Item<'d>>) -> Self {
        let [field, phone_number_id, display_phone_number] =
            members::scan(raw.as_bytes(), &Self::PATHS);
        Self {
            raw,
            field: members::text(field).unwrap_or_default().as_ref().into(),
            phone_number_id: members::text_or_number(phone_number_id),
            display_phone_number: members::text_or_number(display_phone_number),
            items,
        }
    }

    /// What changed.
    pub fn field(&self) -> &MetaField {
        &self.field
    }

    /// The id of the business phone number (WhatsApp): what messages are sent and read with.
    pub fn phone_number_id(&self) -> Option<&str> {
        self.phone_number_id.as_deref()
    }

    /// The business phone number itself (WhatsApp).
    pub fn display_phone_number(&self) -> Option<&str> {
        self.display_phone_number.as_deref()
    }

    /// Its messages (WhatsApp), or the change itself as the one item.
    pub fn items(&self) -> &[EventItem<'d, MetaField>] {
        &self.items
    }

    /// Its value as your own type, with what stands around messages (WhatsApp's `contacts`). Borrows
    /// from the event where that type does.
    ///
    /// # Errors
    /// [`EventError::Absent`] if there is none, [`EventError::Payload`] if it does not fit.
    pub fn value<T: Deserialize<'d>>(&self) -> Result<T, EventError> {
        payload::required(self.raw.as_bytes(), &["value"], "/value")
    }

    /// Its JSON, byte for byte as it was sent.
    pub fn raw(&self) -> &'d str {
        self.raw
    }
}
