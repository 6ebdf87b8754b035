//! Batches: where the items of one request stand, and where each has its id and type.

use super::At;

/// The place of a provider's items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Pointer of the array, empty where the body is it.
    pub(crate) items: &'static str,
    /// The form field that holds the JSON, where it is not the body.
    pub(crate) field: Option<&'static str>,
    /// Arrays inside of an item, whose items stand for it.
    pub(crate) within: &'static [Batch],
    pub(crate) id: Name,
    /// Whether that id alone tells two items apart.
    pub(crate) unique: bool,
    pub(crate) event_type: Name,
    pub(crate) member: Option<Telling>,
}

/// Members that tell an item's type by being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Telling {
    /// Those that do.
    pub(crate) known: &'static [&'static str],
    /// Those that any item may have.
    pub(crate) beside: &'static [&'static str],
}

/// How an item is named by its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// The texts at all of these pointers, joined by dots; without pointers there is none.
    Joined(&'static [&'static str]),
    /// The text at the first pointer that holds one.
    FirstOf(&'static [&'static str]),
    /// The text at this pointer.
    At(&'static str),
    /// The texts at these two, joined by a dot.
    Pair(&'static str, &'static str),
}

impl Batch {
    /// The array at this JSON pointer; the body itself where that is empty.
    pub const fn at(items: &'static str) -> Self {
        Self {
            items,
            field: None,
            within: &[],
            id: Name::Joined(&[]),
            unique: false,
            event_type: Name::Joined(&[]),
            member: None,
        }
    }

    /// The array that a form field holds as JSON.
    pub const fn in_field(field: &'static str) -> Self {
        let mut batch = Self::at("");
        batch.field = Some(field);
        batch
    }

    /// Arrays inside of each item (Meta: `entry`, and in it `changes` or `messaging`). Where an item
    /// has one of them, the items of that stand in its place.
    pub const fn within(mut self, arrays: &'static [Self]) -> Self {
        self.within = arrays;
        self
    }

    /// Pointer, inside an item, of its own id.
    pub const fn id(mut self, pointer: &'static str) -> Self {
        self.id = Name::At(pointer);
        self
    }

    /// As [`id`](Self::id), where the provider says that no two events share one: then it alone makes
    /// an item known again. Otherwise the item's content counts with it, since an id that repeats for
    /// different events (a message's, for each of its states) identifies none.
    pub const fn unique_id(mut self, pointer: &'static str) -> Self {
        self.unique = true;
        self.id(pointer)
    }

    /// Pointers, inside an item, of what identifies it together, where none does alone; joined by
    /// dots.
    pub const fn id_of(mut self, pointers: &'static [&'static str]) -> Self {
        self.id = Name::Joined(pointers);
        self
    }

    /// Pointers, inside an item, of its own id: the first that is there.
    pub const fn id_first_of(mut self, pointers: &'static [&'static str]) -> Self {
        self.id = Name::FirstOf(pointers);
        self
    }

    /// Place, inside an item, of its type: [`At::Json`] or [`At::JsonJoin`].
    ///
    /// # Panics
    /// For any other place.
    pub const fn event_type(mut self, at: At) -> Self {
        assert!(
            matches!(at, At::Json(_) | At::JsonJoin(..)),
            "an item's type stands in its JSON"
        );
        self.event_type = match at {
            At::Json(pointer) => Name::At(pointer),
            At::JsonJoin(first, second) => Name::Pair(first, second),
            _ => Name::Joined(&[]),
        };
        self
    }

    /// Pointers, inside an item, of its type: the first that is there.
    pub const fn event_type_first_of(mut self, pointers: &'static [&'static str]) -> Self {
        self.event_type = Name::FirstOf(pointers);
        self
    }

    /// Where no text of an item says its type, the name of its member that tells it (Messenger:
    /// `message`, `postback`): the first that is in `known` or, failing that, the first that is not in
    /// `beside`, so that a type that is added later has its name, too.
    pub const fn event_type_member(
        mut self,
        known: &'static [&'static str],
        beside: &'static [&'static str],
    ) -> Self {
        self.member = Some(Telling { known, beside });
        self
    }
}
