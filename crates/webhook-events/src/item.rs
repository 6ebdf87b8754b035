//! [`EventItem`]: one event of a delivery that brings several.

use serde::Deserialize;
use webhook_core::Item;

use crate::{EventError, payload};

/// One event of a batch, its type as `T`: what `items()` of a batch (`SendGridEvents`, `MetaEvent`)
/// yields, and what LINE's items rest on.
#[derive(Clone, Debug)]
pub struct EventItem<'d, T> {
    item: Item<'d>,
    event_type: T,
}

impl<'d, T> EventItem<'d, T>
where
    T: for<'n> From<&'n str>,
{
    pub(crate) fn new(item: Item<'d>) -> Self {
        let event_type = T::from(item.event_type.as_deref().unwrap_or_default());
        Self { item, event_type }
    }
}

impl<T> EventItem<'_, T> {
    /// Its own id, where the provider gives each item one.
    pub fn id(&self) -> Option<&str> {
        self.item.id.as_deref()
    }

    /// Its type.
    pub fn event_type(&self) -> &T {
        &self.event_type
    }

    /// Its JSON, byte for byte as it was sent.
    pub fn raw(&self) -> &str {
        &self.item.json
    }

    /// It as your own type. Borrows from the item where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, P: Deserialize<'a>>(&'a self) -> Result<P, EventError> {
        payload::whole(self.raw().as_bytes())
    }
}

impl<'d, T> AsRef<Item<'d>> for EventItem<'d, T> {
    fn as_ref(&self) -> &Item<'d> {
        &self.item
    }
}
