//! Batches: where the items of one request stand, and where each has its id and type.

use super::At;

/// The place of a provider's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Pointer of the array, empty where the body is it.
    pub(crate) items: &'static str,
    /// The form field that holds the JSON, where it is not the body.
    pub(crate) field: Option<&'static str>,
    pub(crate) id: Option<&'static str>,
    pub(crate) event_type: Option<At>,
}

impl Batch {
    /// The array at this JSON pointer; the body itself where that is empty.
    pub const fn at(items: &'static str) -> Self {
        Self {
            items,
            field: None,
            id: None,
            event_type: None,
        }
    }

    /// The array that a form field holds as JSON.
    pub const fn in_field(field: &'static str) -> Self {
        let mut batch = Self::at("");
        batch.field = Some(field);
        batch
    }

    /// Pointer, inside an item, of its own id.
    pub const fn id(mut self, pointer: &'static str) -> Self {
        self.id = Some(pointer);
        self
    }

    /// Place, inside an item, of its type: [`At::Json`] or [`At::JsonJoin`].
    pub const fn event_type(mut self, at: At) -> Self {
        self.event_type = Some(at);
        self
    }
}
