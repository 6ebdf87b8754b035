//! Of samples as their provider sends them, everything is read.

use std::time::{Duration, SystemTime};

use serde_json::Value;
use webhook_core::providers;

use super::{Table, signed};

impl<E> Table<E> {
    pub(super) fn samples_read_as_their_json(&self) {
        let scheme = providers::by_name(self.provider).unwrap();
        let mut seen = vec![false; self.members.len()];
        for (sample, json) in self.samples() {
            let name = sample.name;
            let delivery = signed(self.provider, sample, "Zz91x");
            if scheme.event_id_places().is_empty() {
                assert_eq!(delivery.id(), None, "{name}");
            } else {
                let id = sample.fresh(&scheme, "Zz91x").id;
                assert_eq!(delivery.id(), Some(&*id), "{name}");
            }
            let event_type = (self.type_of)(sample, &json);
            let json: Value = serde_json::from_slice(delivery.body()).unwrap();
            let event = (self.event)(delivery.clone());
            assert_eq!((self.event_type)(&event), (&*event_type, true), "{name}");
            assert_eq!((self.payload)(&event).as_ref(), json.pointer(self.at));
            self.assert_reads(&event, &json, name);
            for part in self.parts {
                part.assert_misfit_says_where(&event, &json, name);
            }
            for (header, read) in self.headers {
                assert_eq!(read(&event), delivery.header(header), "{header} of {name}");
            }
            if let Some(sent_at) = self.sent_at {
                let age = SystemTime::now().duration_since(sent_at(&event).unwrap());
                assert!(age.unwrap() < Duration::from_secs(60), "{name}");
            }
            for ((_, read), seen) in self.members.iter().zip(&mut seen) {
                *seen |= read.of(&event).is_some();
            }
        }
        for ((pointer, _), seen) in self.members.iter().zip(seen) {
            assert!(seen, "no sample has {pointer}");
        }
        let count = self.samples().count();
        assert!(count >= 3, "{} has {count} samples", self.provider);
    }

    /// Each header is read by its own name and by no other.
    pub(super) fn headers_are_read_by_name(&self) {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        let (sample, _) = self.samples().next().unwrap();
        let beside = sample
            .headers
            .iter()
            .filter(|(name, _)| !names.contains(name));
        for missing in names.iter().chain([&""]) {
            let sent = names.iter().filter(|name| *name != missing);
            let sent = sent.map(|name| (*name, *name));
            let sent: Vec<_> = sent.chain(beside.clone().copied()).collect();
            let event = self.event(&sent, "{}");
            for (name, read) in self.headers {
                let expected = Some(*name).filter(|name| name != missing);
                assert_eq!(read(&event), expected, "without {missing}");
            }
        }
    }
}
