//! What was removed, nulled or retyped reads as absent, and everything else as before.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use webhook_core::testing::Sample;

use super::{
    Table,
    pointer::{above, replaced, without},
};

impl<E> Table<E> {
    pub(super) fn drift_spoils_nothing_else(&self) {
        for (sample, json) in self.samples() {
            self.members_drift(sample, &json);
            self.parts_drift(sample, &json);
            self.objects_drift(sample, &json);
        }
    }

    /// The sample with this body, of which all is read that it still has.
    fn drifted(&self, sample: &Sample, json: &Value) -> E {
        let event = self.sent(sample, sample.event_type, json);
        self.assert_reads(&event, json, &json.to_string());
        event
    }

    fn members_drift(&self, sample: &Sample, json: &Value) {
        let event_type = (self.type_of)(sample, json);
        for (pointer, read) in self.members {
            if json.pointer(pointer).is_none() {
                continue;
            }
            let values = read.drifted().into_iter();
            let changed = values.map(|value| replaced(json, pointer, value));
            for json in changed.chain([without(json, pointer)]) {
                let event = self.drifted(sample, &json);
                assert_eq!(read.of(&event), None, "{pointer} of {json}");
                if !self.type_at.depends_on(pointer) {
                    assert_eq!((self.event_type)(&event), (&*event_type, true));
                }
            }
        }
    }

    fn parts_drift(&self, sample: &Sample, json: &Value) {
        let in_sample = |part: &&super::Part<E>| json.pointer(part.at).is_some();
        for part in self.parts.iter().filter(in_sample) {
            self.drifted(sample, &replaced(json, part.at, json!([])));
            self.drifted(sample, &without(json, part.at));
        }
    }

    /// An object on the way to a member or a part that is none any more.
    fn objects_drift(&self, sample: &Sample, json: &Value) {
        let event_type = (self.type_of)(sample, json);
        let members = self.members.iter().map(|(pointer, _)| *pointer);
        let pointers = members.chain(self.parts.iter().map(|part| part.at));
        let objects: BTreeSet<_> = pointers.flat_map(|at| above(at, self.at)).collect();
        for object in objects {
            if json.pointer(object).is_none_or(Value::is_null) {
                continue;
            }
            let values = [Value::Null, 7.into(), "x".into(), json!([])].into_iter();
            let changed = values.map(|value| replaced(json, object, value));
            for json in changed.chain([without(json, object)]) {
                let event = self.drifted(sample, &json);
                if !self.type_at.is_within(object, &event_type) {
                    assert_eq!((self.event_type)(&event), (&*event_type, true), "{json}");
                } else if json.pointer(object).is_none_or(Value::is_null) {
                    assert_eq!((self.event_type)(&event), ("", false), "{json}");
                }
            }
        }
    }
}
