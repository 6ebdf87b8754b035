//! One table for each JSON event, of what it reads and where that stands: its samples read as their
//! JSON, and a member that drifts takes no other along.

use std::time::SystemTime;

use serde_json::Value;
use webhook_core::{
    Delivery, providers,
    testing::{self, Sample},
};

use super::{Part, Read, TypeAt, delivery};

/// An event, or an item of a batch, and what it reads.
pub(crate) struct Table<E: 'static> {
    pub(crate) provider: &'static str,
    pub(crate) event: fn(Delivery) -> E,
    /// Where the event stands in the body: empty, or its place in the batch.
    pub(crate) at: &'static str,
    pub(crate) type_at: TypeAt,
    /// The type as text, and whether it is a known one.
    pub(crate) event_type: fn(&E) -> (&str, bool),
    /// The type that a sample is of, by its name or its JSON.
    pub(crate) type_of: fn(&Sample, &Value) -> String,
    pub(crate) payload: fn(&E) -> Option<Value>,
    pub(crate) raw: fn(&E) -> &[u8],
    /// Of a whole delivery, not of an item.
    pub(crate) into_delivery: Option<fn(E) -> Delivery>,
    /// When it was sent, by the signature.
    pub(crate) sent_at: Option<fn(&E) -> Option<SystemTime>>,
    /// What is read from headers, each by its name.
    pub(crate) headers: &'static [Header<E>],
    /// The parts that are read as the caller's own types.
    pub(crate) parts: &'static [Part<E>],
    /// Each member by its JSON pointer. Every one stands in some sample.
    pub(crate) members: &'static [(&'static str, Read<E>)],
}

/// A header's name, and the method that returns its value.
pub(crate) type Header<E> = (&'static str, fn(&E) -> Option<&str>);

/// The usual table of a provider's event: its type stands in the body's `type`, names the sample,
/// and is what this method returns.
macro_rules! table {
    ($provider:expr) => {
        crate::test_support::table!($provider, event_type)
    };
    ($provider:expr, $event_type:ident) => {
        crate::test_support::table!(
            $provider,
            $event_type,
            |delivery| crate::Event::from_delivery(&delivery).unwrap(),
            Some(Into::into)
        )
    };
    ($provider:expr, $event_type:ident, $event:expr, $into_delivery:expr) => {
        crate::test_support::Table {
            provider: $provider,
            event: $event,
            at: "",
            type_at: crate::test_support::TypeAt::Body(&["/type"]),
            event_type: |event| (event.$event_type().as_str(), event.$event_type().is_known()),
            type_of: |sample, _| sample.name.to_owned(),
            payload: |event| event.payload().ok(),
            raw: |event| event.raw().as_ref(),
            into_delivery: $into_delivery,
            sent_at: None,
            headers: &[],
            parts: &[],
            members: &[],
        }
    };
}

pub(crate) use table;

impl<E> Table<E> {
    /// Everything that a table can tell.
    pub(crate) fn check(&self) {
        self.samples_read_as_their_json();
        self.headers_are_read_by_name();
        self.drift_spoils_nothing_else();
        self.an_unknown_type_keeps_its_name();
        self.garbage_arrives_all_the_same();
        self.what_is_cut_off_reads_as_before_or_as_absent();
    }

    /// The samples with their JSON.
    pub(super) fn samples(&self) -> impl Iterator<Item = (&'static Sample, Value)> {
        testing::samples(self.provider).map(|sample| {
            (
                sample,
                serde_json::from_str(sample.body).expect(sample.name),
            )
        })
    }

    /// The event of this body, without a signature.
    pub(super) fn event(&self, headers: &[(&'static str, &str)], body: impl AsRef<[u8]>) -> E {
        let scheme = providers::by_name(self.provider).unwrap();
        (self.event)(delivery(scheme, headers, body.as_ref().to_vec()))
    }

    /// The sample as if its provider had sent this body, and this type where that is a header.
    pub(super) fn sent(&self, sample: &Sample, event_type: Option<&str>, json: &Value) -> E {
        let mut headers = sample.headers.to_vec();
        if let TypeAt::Header(name) = self.type_at {
            headers.extend(event_type.map(|event_type| (name, event_type)));
        }
        self.event(&headers, json.to_string())
    }

    /// Each member and each part is what this JSON holds in its place, or absent where it holds
    /// something else or nothing.
    pub(super) fn assert_reads(&self, event: &E, json: &Value, what: &str) {
        for (pointer, read) in self.members {
            let expected = json.pointer(pointer).and_then(|value| read.expected(value));
            assert_eq!(read.of(event), expected, "{pointer} of {what}");
        }
        for part in self.parts {
            part.assert_reads(event, json, what);
        }
    }
}
