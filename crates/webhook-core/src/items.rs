//! [`Item`]: one event of a delivery that brings several.

use std::borrow::Cow;

use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use crate::{
    DedupeKey, Delivery, form,
    identity::hash_field,
    json,
    scheme::{Batch, Name},
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
    /// Whether its id alone tells it from every other one.
    is_id_unique: bool,
}

impl<'d> AsRef<Item<'d>> for Item<'d> {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl Delivery {
    /// The events of this delivery: each item of a batch (SendGrid, LINE, HubSpot), or the whole body
    /// as the one item of a provider that sends no batches.
    ///
    /// A batch is signed and claimed as a whole: if the handler fails, all of it comes again. Where an
    /// item must not be handled twice, let its [`item_key`](Delivery::item_key) decide.
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
                    is_id_unique: false,
                }]
            })
    }

    /// What deduplicates one item of this delivery, in whichever batch it comes again: its id, where
    /// the provider says that no two events share one (SendGrid, LINE), or else its id, if
    /// it has one, and its content. `None` where deduplication is off.
    ///
    /// It equals no delivery's own key.
    pub fn item_key(&self, item: &Item<'_>) -> Option<DedupeKey> {
        self.dedupe_key()?;
        let id = item.id.as_deref().filter(|id| !id.is_empty());
        let mut identity = Vec::new();
        match id {
            Some(id) if item.is_id_unique => {
                identity.extend_from_slice(b"item");
                identity.extend_from_slice(id.as_bytes());
            }
            id => {
                let mut hash = Sha256::new();
                hash_field(&mut hash, id.unwrap_or_default().as_bytes());
                hash_field(&mut hash, item.json.as_bytes());
                identity.extend_from_slice(b"content");
                identity.extend_from_slice(&hash.finalize());
            }
        }
        let provider = self.provider();
        Some(DedupeKey::new(
            self.endpoint(),
            self.tenant(),
            provider,
            &identity,
        ))
    }

    fn batch(&self, batch: Batch) -> Option<Vec<Item<'_>>> {
        let Some(field) = batch.field else {
            return gather(self.body(), batch);
        };
        let text = form::find(self.body(), field)?;
        let items = gather(text.as_bytes(), batch)?.into_iter();
        Some(items.map(Item::into_owned).collect())
    }
}

impl Item<'_> {
    fn into_owned(self) -> Item<'static> {
        Item {
            id: self.id,
            event_type: self.event_type,
            json: Cow::Owned(self.json.into_owned()),
            is_id_unique: self.is_id_unique,
        }
    }
}

/// Every innermost item of `batch`; `None` if its array is not there.
fn gather(text: &[u8], batch: Batch) -> Option<Vec<Item<'_>>> {
    let mut items = Vec::new();
    for json in array(text, batch.items)? {
        let json = json.get();
        // As deep as the scheme is written.
        let inner = batch
            .within
            .iter()
            .filter_map(|inner| gather(json.as_bytes(), *inner));
        let mut replaced = false;
        for inner in inner {
            replaced = true;
            items.extend(inner);
        }
        if !replaced {
            items.push(Item {
                id: name(json, batch.id),
                event_type: name(json, batch.event_type).or_else(|| {
                    let telling = batch.member?;
                    json::telling_member(json.as_bytes(), telling.known, telling.beside)
                }),
                json: Cow::Borrowed(json),
                is_id_unique: batch.unique,
            });
        }
    }
    Some(items)
}

/// The elements of the array at `pointer`, unparsed.
pub(crate) fn array<'j>(text: &'j [u8], pointer: &str) -> Option<Vec<&'j RawValue>> {
    let mut text = text;
    for member in pointer.split('/').skip(1) {
        text = json::member(text, member)?.get().as_bytes();
    }
    serde_json::from_slice(text).ok()
}

fn name(json: &str, name: Name) -> Option<String> {
    let texts = |pointers: &[&str]| json::find(json.as_bytes(), pointers).into_iter();
    let joined = |pointers: &[&str]| {
        let all: Option<Vec<_>> = texts(pointers).collect();
        all.filter(|all| !all.is_empty()).map(|all| all.join("."))
    };
    match name {
        Name::At(pointer) => joined(&[pointer]),
        Name::Pair(first, second) => joined(&[first, second]),
        Name::Joined(pointers) => joined(pointers),
        Name::FirstOf(pointers) => texts(pointers).flatten().next().map(Cow::into_owned),
    }
}
