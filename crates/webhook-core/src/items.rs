//! [`Item`]: one event of a delivery that brings several.

use std::{borrow::Cow, collections::BTreeMap};

use serde_json::value::RawValue;

use crate::{
    Delivery, form, json,
    scheme::{At, Batch},
};

/// One event of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Item<'d> {
    /// Its id, where the provider gives each item one.
    pub id: Option<String>,
    /// Its type, where the provider gives one.
    pub event_type: Option<String>,
    /// Its JSON, byte for byte as it was sent.
    pub json: Cow<'d, str>,
}

impl Delivery {
    /// The events of this delivery: each item of a batch (SendGrid, LINE, HubSpot), or the whole body
    /// as the one item of a provider that sends no batches.
    ///
    /// A batch is signed and claimed as a whole: if the handler fails, all of it comes again. Where an
    /// item must not be handled twice, let its own id decide.
    ///
    /// Whatever has not the form of the provider's batches is one item: nothing is lost.
    ///
    /// ```
    /// use webhook_core::{Delivery, DeliveryContext, UnixTime, danger, providers};
    ///
    /// let body = r#"[{"eventId":1,"subscriptionType":"contact.creation"},{"eventId":2}]"#;
    /// let verified = danger::assume_verified(providers::HUBSPOT_V3, &Default::default(), body)?;
    /// let delivery = Delivery::new(verified, DeliveryContext::new("crm", UnixTime::from_secs(0)));
    /// let ids: Vec<_> = delivery.items().into_iter().map(|item| item.id).collect();
    /// assert_eq!(ids, [Some("1".to_owned()), Some("2".to_owned())]);
    /// # Ok::<(), webhook_core::ConfigError>(())
    /// ```
    pub fn items(&self) -> Vec<Item<'_>> {
        let batch = self.scheme().batch;
        batch
            .and_then(|batch| self.batch(batch))
            .unwrap_or_else(|| {
                vec![Item {
                    id: self.id().map(Into::into),
                    event_type: self.event_type().map(Into::into),
                    json: String::from_utf8_lossy(self.body()),
                }]
            })
    }

    fn batch(&self, batch: Batch) -> Option<Vec<Item<'_>>> {
        Some(match batch.field {
            None => array(self.body(), batch.items)?
                .into_iter()
                .map(|raw| item(batch, Cow::Borrowed(raw.get())))
                .collect(),
            Some(field) => {
                let text = form::find(self.body(), field)?;
                let items = array(text.as_bytes(), batch.items)?;
                let owned = items.into_iter().map(|raw| raw.get().to_owned());
                owned.map(|raw| item(batch, Cow::Owned(raw))).collect()
            }
        })
    }
}

/// The elements of the array at `pointer`, unparsed.
pub(crate) fn array<'j>(text: &'j [u8], pointer: &str) -> Option<Vec<&'j RawValue>> {
    let mut text = text;
    for member in pointer.split('/').skip(1) {
        let members: BTreeMap<Cow<'j, str>, &'j RawValue> = serde_json::from_slice(text).ok()?;
        text = members.get(member)?.get().as_bytes();
    }
    serde_json::from_slice(text).ok()
}

fn item(batch: Batch, json: Cow<'_, str>) -> Item<'_> {
    let pointers = match batch.event_type {
        Some(At::Json(pointer)) => [batch.id, Some(pointer), None],
        Some(At::JsonJoin(first, second)) => [batch.id, Some(first), Some(second)],
        _ => [batch.id, None, None],
    };
    let texts = pointers.map(|pointer| {
        let found = json::find(json.as_bytes(), &[pointer?]).pop().flatten();
        found.map(Cow::into_owned)
    });
    let [id, first, second] = texts;
    let event_type = match batch.event_type {
        Some(At::JsonJoin(..)) => first
            .zip(second)
            .map(|(one, other)| format!("{one}.{other}")),
        _ => first,
    };
    Item {
        id,
        event_type,
        json,
    }
}
