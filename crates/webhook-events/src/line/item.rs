//! One event of a request, and what is common to all of them.

use std::sync::OnceLock;

use serde::Deserialize;
use webhook_core::Item;

use super::LineEventType;
use crate::{EventError, EventItem, envelope::envelope};

/// One event of [`LineEvents`](crate::LineEvents).
#[derive(Clone)]
pub struct LineItem<'d> {
    item: EventItem<'d, LineEventType>,
    envelope: OnceLock<Envelope>,
}

envelope!(LineItem<'_> {
    /// `active`; or `standby` if another module of the channel answers, and this bot must not.
    pub mode: text = ["mode"];

    /// When the event happened, to the millisecond: not when it was sent, or sent again.
    pub timestamp: time = ["timestamp"];

    /// Whether LINE brings the event again because it had no 2xx for it. If the first time was
    /// only slow to be answered, then it was handled: [`id`](LineItem::id) tells.
    pub is_redelivery: boolean = ["deliveryContext", "isRedelivery"];

    /// What to answer the event with, once and soon, where it can be answered.
    pub reply_token: text = ["replyToken"];

    /// Where the event comes from: `user`, `group` or `room`. Not every event has a source.
    pub source_type: text = ["source", "type"];

    /// The user that the event comes from. In groups and rooms not every event has one.
    pub user_id: text = ["source", "userId"];

    /// The group chat that the event comes from.
    pub group_id: text = ["source", "groupId"];

    /// The multi-person chat that the event comes from.
    pub room_id: text = ["source", "roomId"];
});

impl<'d> LineItem<'d> {
    pub(super) fn new(item: EventItem<'d, LineEventType>) -> Self {
        Self {
            item,
            envelope: OnceLock::new(),
        }
    }

    fn envelope(&self) -> &Envelope {
        self.envelope
            .get_or_init(|| Envelope::read(self.raw().as_bytes()))
    }

    /// The event's id, `webhookEventId`: the same where it is brought again.
    pub fn id(&self) -> Option<&str> {
        self.item.id()
    }

    /// The event's type.
    pub fn event_type(&self) -> &LineEventType {
        self.item.event_type()
    }

    /// The event's JSON, byte for byte as it was sent.
    pub fn raw(&self) -> &str {
        self.item.raw()
    }

    /// The event as your own type. Borrows from the item where that type does.
    ///
    /// # Errors
    /// [`EventError::Payload`] if it does not fit.
    pub fn payload<'a, T: Deserialize<'a>>(&'a self) -> Result<T, EventError> {
        self.item.payload()
    }
}

impl<'d> AsRef<EventItem<'d, LineEventType>> for LineItem<'d> {
    fn as_ref(&self) -> &EventItem<'d, LineEventType> {
        &self.item
    }
}

impl<'d> AsRef<Item<'d>> for LineItem<'d> {
    fn as_ref(&self) -> &Item<'d> {
        self.item.as_ref()
    }
}

impl std::fmt::Debug for LineItem<'_> {
    /// The payload is left out: it is the customers' data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LineItem")
            .field("id", &self.id())
            .field("event_type", self.event_type())
            .finish_non_exhaustive()
    }
}
